import { BY_HAND, expect, type Scene } from '../scene.ts';

export const unchanged: Scene = {
  title: 'Again: nothing to do',
  async play({ run, callsDuring }) {
    const calls = await callsDuring(async () => {
      const { code, text } = await run('mailyard up --yes --engine embedded', { until: BY_HAND });
      expect(code === 0 && text.startsWith('Nothing to do'), 'there is nothing to do');
    });
    expect(calls === 0, `no call, not ${calls}`);
    return 'Unchanged means no call to Cloudflare, however large the estate.';
  },
};
