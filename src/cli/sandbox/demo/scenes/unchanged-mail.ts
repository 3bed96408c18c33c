import { twinOf } from '../mail.ts';
import { BY_HAND, expect, type Scene } from '../scene.ts';

export const unchangedMail: Scene = {
  title: 'Again: still nothing to do',
  async play({ run, callsDuring, sandbox: { mail } }) {
    const microsoft = twinOf(mail, 'microsoft-365');
    const before = microsoft.count();
    const calls = await callsDuring(async () => {
      const { code, text } = await run('mailyard up --yes --engine embedded', { until: BY_HAND });
      expect(code === 0 && text.startsWith('Nothing to do'), 'there is nothing to do');
    });
    const looks = microsoft.count() - before;
    expect(calls === looks, `no call to anybody but Microsoft, not ${calls - looks}`);
    return `No call to Cloudflare, Google or Migadu, and ${looks} to Microsoft: to see whether aliases, a step by hand there, are done.`;
  },
};
