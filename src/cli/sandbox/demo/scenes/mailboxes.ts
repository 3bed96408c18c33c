import { columns } from '../../../columns.ts';
import { hostedDomains, hostedMailboxes, missingAt, mxMovedDuring } from '../mail.ts';
import { BY_HAND, expect, type Scene } from '../scene.ts';

const HEAD = ['Provider', 'Domains', 'Ready', 'Mailboxes'];

export const mailboxes: Scene = {
  title: 'They are made, while mail goes on arriving where it did',
  async play({ page, run, estate, sandbox: { dns, mail } }) {
    const domains = hostedDomains(estate()).map(({ domain }) => domain);
    const moved = await mxMovedDuring(domains, dns, async () => {
      const { code } = await run('mailyard up --yes --engine embedded', { first: 2, from: ' done (', until: BY_HAND });
      expect(code === 0, '`up` succeeds');
    });
    expect(moved.length === 0, `no MX moved: ${moved.join(', ')}`);
    page.blank();
    page.output('At the providers:');
    const rows = Array.from(mail, ([provider, twin]) => {
      const there = twin.domains();
      const ready = there.filter(each => each.ready).length;
      return [provider, `${there.length}`, `${ready}`, `${twin.mailboxes().length}`];
    });
    page.output(columns({ head: HEAD, rows }));
    const missing = missingAt(mail, estate());
    expect(missing.length === 0, `every mailbox is at its provider: ${missing.join(', ')}`);
    const count = hostedMailboxes(estate()).length;
    return `All ${count} are there, their passwords sealed in the state. DNS was asked for the MX of all ${domains.length} domains again and again meanwhile: none changed.`;
  },
};
