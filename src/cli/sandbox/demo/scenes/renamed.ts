import { twinOf } from '../mail.ts';
import { BY_HAND, expect, type Scene } from '../scene.ts';

const ADDRESS = 'sam.lopez@acme-connect.example';

export const renamed: Scene = {
  title: 'Someone renames a mailbox at the provider',
  async play({ page, run, clock, sandbox: { mail } }) {
    // A new mailbox at Google takes a few seconds until it can be looked at.
    clock.advance(60_000);
    const google = twinOf(mail, 'google-workspace');
    const name = () => google.mailboxes().find(({ address }) => address === ADDRESS)?.name;
    const before = name();
    google.put({ address: ADDRESS, name: 'Sales Team' });
    page.output(`In Google's console, ${ADDRESS} is now "${name()}".`);
    page.blank();
    const { code, text } = await run('mailyard up --refresh --yes --engine embedded', { until: BY_HAND });
    expect(code === 0 && text.includes('"Sales Team" → "Sam Lopez"'), '`up --refresh` finds the change');
    expect(name() === before, 'the name is as it was');
    return 'Zones and mailboxes alike: what is live is compared, a domain at a time, and only what differs is written.';
  },
};
