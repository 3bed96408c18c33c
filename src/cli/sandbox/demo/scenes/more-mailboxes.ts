import { twinOf } from '../mail.ts';
import { BY_HAND, expect, type Scene } from '../scene.ts';

const DOMAIN = 'acme-hello.example';

export const moreMailboxes: Scene = {
  title: 'Three mailboxes become five',
  async play({ page, run, edit, sandbox: { mail } }) {
    edit({
      file: 'domains/pool-a.yaml',
      from: `  - domain: ${DOMAIN}`,
      to: `  - domain: ${DOMAIN}\n    mailboxes: 5`,
    });
    const planned = await run('mailyard plan');
    expect(planned.code === 2 && planned.text.startsWith('Plan: + 2 mailboxes to make;'), 'two are to be made');
    page.blank();
    const { code } = await run('mailyard up --yes --engine embedded', { first: 0, from: ' done (', until: BY_HAND });
    const there = twinOf(mail, 'google-workspace').mailboxes();
    const count = there.filter(({ address }) => address.endsWith(`@${DOMAIN}`)).length;
    expect(code === 0 && count === 5, `the domain has five mailboxes, not ${count}`);
    return 'One number in a review: the next two of `identities` are made, and nothing else is touched.';
  },
};
