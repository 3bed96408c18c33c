import { OTHER, OWN } from '../own.ts';
import { expect, type Scene } from '../scene.ts';

export const nextWeek: Scene = {
  title: 'One domain goes on to its second week, the other is held',
  async play({ page, run }) {
    const { text } = await run(`mailyard warmup advance --domain ${OWN} --domain ${OTHER}`);
    expect(new RegExp(`${OWN} +advanced`).test(text), 'a good week is followed by the next one');
    expect(new RegExp(`${OTHER} +held`).test(text), 'one that a receiver refuses because of who sends is held');
    page.blank();
    await run(`mailyard warmup status --domain ${OWN} --domain ${OTHER}`, { until: 'addresses' });
    page.blank();
    const asked = await run(`mailyard throttle alex.reed@${OTHER}`, { first: 1 });
    expect(asked.code === 2 && asked.text.includes('may not send'), 'nothing is sent from there');
    return 'A week goes on after seven days of good evidence; unknown is no yes. A block holds at once, and two weeks of rest follow it.';
  },
};
