import { expect, type Scene } from '../scene.ts';

export const plan: Scene = {
  title: 'What would happen? The plan, totals first',
  async play({ run, callsDuring }) {
    const calls = await callsDuring(async () => {
      const { code, text } = await run('mailyard plan', { first: 15 });
      expect(code === 2 && /^Plan for \d+ zones: \+ \d+ to create/.test(text), 'everything is to be created');
    });
    expect(calls === 0, 'a plan costs no call');
    return 'A plan compares estate and state: it costs no call, and can be reviewed before anything acts.';
  },
};
