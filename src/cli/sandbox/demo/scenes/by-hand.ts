import { expect, type Scene } from '../scene.ts';

export const byHand: Scene = {
  title: 'What is left to a person',
  async play({ run }) {
    const { code, text } = await run('mailyard todo', { first: 11 });
    expect(code === 2 && !text.includes('unknown'), 'there is something to do, and nothing unknown');
    return 'What no API of a provider does, with the very command or place. Each step looks by itself whether it is done.';
  },
};
