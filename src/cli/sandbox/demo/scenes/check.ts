import { expect, type Scene } from '../scene.ts';

export const check: Scene = {
  title: 'Is it right? Every inventory, template and rule at once, without the network',
  async play({ run }) {
    const { code } = await run('mailyard check');
    expect(code === 0, 'the example estate has no errors');
    return 'No errors. A value that only a provider can tell is asked for, with its place, and never invented.';
  },
};
