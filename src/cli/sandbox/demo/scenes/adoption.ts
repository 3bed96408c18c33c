import { twinOf } from '../mail.ts';
import { BY_HAND, expect, type Scene } from '../scene.ts';

const DOMAIN = 'acme-team.example';
const ADDRESS = `noor.haddad@${DOMAIN}`;
const FILE = 'domains/pool-a.yaml';
const UP = 'mailyard up --yes --engine embedded';

export const adoption: Scene = {
  title: 'A mailbox that was there before',
  async play({ page, run, edit, sandbox: { mail } }) {
    const google = twinOf(mail, 'google-workspace');
    const nameNow = () => google.mailboxes().find(({ address }) => address === ADDRESS)?.name;
    google.put({ address: ADDRESS, name: 'N. Haddad', state: 'active' });
    page.output(`Long ago somebody made ${ADDRESS} by hand, for "N. Haddad".`);
    page.blank();
    const counted = `  - domain: ${DOMAIN}\n    mailboxes: 4`;
    edit({ file: FILE, from: `  - domain: ${DOMAIN}`, to: counted });
    const refused = await run(UP, { until: BY_HAND });
    expect(refused.code === 1 && refused.text.includes('"N. Haddad"'), 'it is refused, with the difference');
    expect(nameNow() === 'N. Haddad', 'nothing was changed');
    page.blank();
    edit({ file: FILE, from: counted, to: `${counted}\n    adopt: true` });
    const taken = await run(UP, { until: BY_HAND });
    expect(taken.code === 0 && nameNow() === 'Noor Haddad', 'it is taken over');
    page.blank();
    const listed = await run(`mailyard mailboxes --domain ${DOMAIN}`);
    expect(listed.text.includes('3 made, 1 adopted'), 'it counts as adopted');
    return 'One that differs in nothing is taken over without a word more. Its mail and its password stay as they are.';
  },
};
