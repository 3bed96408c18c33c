/** The estate of the rush, the same in each of its processes, with caps that are met within minutes. */
import type { Estate } from '../../../src/estate/estate.ts';
import type { Templates } from '../../../src/inventory/template.ts';
import { aDomain, anEstate, templates } from '../../support/estate.ts';

/** Clocks in Berlin go back on that day, from 3:00 to 2:00: at 01:00 in UTC the hour from 2 to 3 begins anew. */
export const RUSH_DAY = '2026-10-25';
export const RUSH_START = Date.parse(`${RUSH_DAY}T00:53:00Z`);
/** The day of 25 hours, in Berlin. */
export const DAY_START = Date.parse('2026-10-24T22:00:00Z');
export const DAY_END = Date.parse('2026-10-25T23:00:00Z');

export const CAPS = { mailboxPerDay: 750, domainPerDay: 1500, mailboxPerMinute: 12, receiverPer10s: 12 };
export const NETWORK = '192.0.2.1';
export const DOMAINS = ['one.example', 'two.example'];
export const MAILBOXES = DOMAINS.flatMap(domain => ['a', 'b', 'c'].map(user => `${user}@${domain}`));
export const RECEIVERS = ['gmail', 'outlook'];

export function rushEstate(): { estate: Estate; templates: Templates } {
  const built = templates();
  const [high, google] = [built.profiles.get('high-volume'), built.providers.get('google-workspace')];
  const [gmail, outlook] = [built.receivers.get('gmail'), built.receivers.get('outlook')];
  if (!high || !google || !gmail || !outlook) throw new Error('A template of the rush is gone.');
  const limits = { perMailboxPerDay: CAPS.mailboxPerDay, perDomainPerDay: CAPS.domainPerDay };
  const rolling = [
    { messages: CAPS.mailboxPerMinute, within: '1min', source: 'https://acme.example', checked: RUSH_DAY },
  ];
  const provider = {
    ...google,
    limits: { rolling: rolling.map(each => ({ ...each, verified: 'third-party' as const })) },
  };
  const receiver = { messages: CAPS.receiverPer10s, within: '10s' };
  const changed: Templates = {
    ...built,
    profiles: new Map([...built.profiles, ['high-volume', { ...high, mail: 'notifications', limits, warmup: {} }]]),
    providers: new Map([...built.providers, ['google-workspace', provider]]),
    receivers: new Map([
      ['gmail', { ...gmail, limits: { rolling: [receiver] } }],
      ['outlook', { ...outlook, limits: { rolling: [receiver] } }],
    ]),
  };
  const domains = DOMAINS.map(domain =>
    aDomain({
      ...{
        domain,
        segment: 'pool-a',
        mailProvider: 'google-workspace',
        timezone: 'Europe/Berlin',
        sendingIps: [NETWORK],
      },
      mailboxes: ['a', 'b', 'c'].map(user => ({ user })),
    }),
  );
  const estate = anEstate(
    domains,
    { segments: { 'pool-a': { profile: 'high-volume' } }, templates: changed },
    RUSH_DAY,
  );
  return { estate, templates: changed };
}
