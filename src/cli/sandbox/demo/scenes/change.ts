import { everything } from '../live.ts';
import { BY_HAND, expect, type Scene } from '../scene.ts';

const DOMAIN = 'acme-reach.example';

export const change: Scene = {
  title: 'One line in the inventory, one record in DNS',
  async play({ page, run, edit, sandbox: { cloudflare } }) {
    edit({
      file: 'domains/pool-a.yaml',
      from: `  - domain: ${DOMAIN}`,
      to: `  - domain: ${DOMAIN}\n    dmarc: { policy: quarantine, since: 2026-11-22 }`,
    });
    const planned = await run('mailyard plan');
    expect(planned.code === 2 && planned.text.startsWith('Plan for 1 zone: ~ 1 to change;'), 'one record is to change');
    page.blank();
    const before = new Set(everything(cloudflare));
    const { code } = await run('mailyard up --yes --engine embedded', { first: 0, from: 'zone done', until: BY_HAND });
    const changed = everything(cloudflare).filter(record => !before.has(record));
    const [record = ''] = changed;
    expect(code === 0 && changed.length === 1, `one record is changed, not ${changed.length}`);
    expect(record.includes(`_dmarc.${DOMAIN}`) && record.includes('p=quarantine'), 'it is the DMARC record');
    return 'Exactly that record changed: its zone was read once and written once, and no other was looked at.';
  },
};
