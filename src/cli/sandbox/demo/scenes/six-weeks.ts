import { OTHER, OWN } from '../own.ts';
import { expect, type Scene } from '../scene.ts';

const WEEKS = ['50', '200', '1,000', '5,000', '10,000', '25,000'];

export const sixWeeks: Scene = {
  title: 'Day one of six weeks',
  async play({ page, run, edit, later }) {
    edit({
      file: 'domains/pool-a.yaml',
      from: '    warmup: { start: 2026-12-01 }',
      to: '    warmup: { start: 2026-11-23 }',
    });
    later('2026-11-23T06:00:00Z', 'Monday, 23 November, 07:00 in Berlin:');
    const started = await run(`mailyard warmup advance --domain ${OWN} --domain ${OTHER}`);
    expect(started.code === 0 && started.text.startsWith('3 warm-ups: 3 started.'), 'its first day has come');
    page.blank();
    const { text } = await run(`mailyard warmup status ${OWN}`, { first: 1, from: 'week by week' });
    const silent = WEEKS.filter((perDay, at) => !new RegExp(`week ${at + 1} +${perDay} a day`).test(text));
    expect(silent.length === 0, `the weeks allow what the schedule says, not ${silent.join(', ')}`);
    return 'Day one needs SPF, DMARC and DKIM as the name servers have them. Pool A keeps each domain at 150 a day: it has many.';
  },
};
