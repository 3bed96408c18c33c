import { OTHER, OWN } from '../own.ts';
import { expect, type Scene } from '../scene.ts';

export const nextWeek: Scene = {
  title: 'One domain goes on to its second week, the other is held back',
  async play({ page, run }) {
    const { text } = await run(`mailyard warmup advance --domain ${OWN} --domain ${OTHER}`);
    expect(new RegExp(`${OWN} +advanced`).test(text), 'a good week is followed by the next one');
    expect(new RegExp(`${OTHER} +stepped back`).test(text), 'one above 2 % bounces is not');
    page.blank();
    await run(`mailyard warmup status --domain ${OWN} --domain ${OTHER}`, { until: 'addresses' });
    return 'A week goes on after seven days of good evidence. Above 2 % bounces it begins anew with 30 % less; unknown is no yes.';
  },
};
