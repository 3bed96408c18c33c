/** A ledger in which a domain has everything that a ledger can have of one. */
import { recordBlocklists } from '../../src/ledger/blocklists.ts';
import { recordDecision } from '../../src/ledger/decisions.ts';
import { addDkimKey } from '../../src/ledger/dkim.ts';
import { noteProviderRotation } from '../../src/ledger/dkim-provider-rotations.ts';
import { hold } from '../../src/ledger/holds.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { raise } from '../../src/ledger/notices.ts';
import { move } from '../../src/ledger/warmup.ts';
import { aDecision } from './ledger.ts';

const DAY = 86_400_000;
/** When all of it was written. */
export const WRITTEN = Date.UTC(2026, 10, 24, 8);

export async function troubled(ledger: Ledger, domain: string): Promise<void> {
  const evidence = '127.0.1.4: a phishing domain';
  const listed = { verdict: 'listed' as const, codes: ['127.0.1.4'], weight: 'critical' as const, evidence };
  const clean = { verdict: 'clean' as const, codes: [], weight: 'none' as const, evidence: '' };
  const verdicts = [
    { target: domain, list: 'spamhaus-dbl', ...listed },
    { target: domain, list: 'surbl', ...clean },
    { target: `bounce.${domain}`, list: 'surbl', ...listed },
  ];
  await recordBlocklists(ledger, { verdicts, health: [], gone: [] }, WRITTEN);
  const why = `${domain} is listed at Spamhaus DBL (${evidence}).`;
  await hold(ledger, { unit: 'domain', name: domain, cause: 'blocklists', why, since: WRITTEN });
  await hold(ledger, {
    unit: 'mailbox',
    name: `sam@${domain}`,
    cause: 'told',
    why: 'Somebody said so.',
    since: WRITTEN,
  });
  const key = {
    ...({ domain, signer: 'opendkim', algorithm: 'rsa-2048', record: 'v=DKIM1; p=x', urgent: false } as const),
    generatedAt: WRITTEN,
    privateKey: 'a sealed secret',
  };
  const old = { activeAt: WRITTEN - 100 * DAY, retiringAt: WRITTEN - 3 * DAY };
  await addDkimKey(ledger, { ...key, selector: 'my20260801a', phase: 'retiring', stands: 'key', ...old });
  const now = { activeAt: WRITTEN - 3 * DAY };
  await addDkimKey(ledger, { ...key, selector: 'my20261101a', phase: 'active', stands: 'key', ...now });
  const next = { publishedAt: WRITTEN, problem: 'a server lacks it' };
  await addDkimKey(ledger, { ...key, selector: 'my20261124a', phase: 'published', stands: 'key', ...next });
  const rotation = { domain, signer: 'microsoft-365', selectors: ['selector1'], since: WRITTEN, startedAt: WRITTEN };
  await noteProviderRotation(ledger, rotation);
  const bounces = { level: 'warning', title: '3.1 % of the mail of a day bounced.', detail: 'See why.' } as const;
  await raise(ledger, { key: `bounces/${domain}`, domain, ...bounces }, WRITTEN);
  const told = { level: 'critical', title: why, detail: '' } as const;
  await raise(ledger, { key: `blocklists/spamhaus-dbl/${domain}`, domain, ...told }, WRITTEN);
  await recordDecision(ledger, { ...aDecision(), at: WRITTEN, domain, subject: domain, mode: 'suggest' }, 'pending');
  const week = { state: 'warming', week: 2, since: '2026-11-20' } as const;
  await move(ledger, undefined, { unit: 'domain', name: domain, schedule: 'six-week', ...week, factor: 0.5 }, WRITTEN);
  for (const user of ['alex', 'sam']) {
    const box = { unit: 'mailbox', name: `${user}@${domain}`, schedule: 'gentle-mailbox', ...week, factor: 1 } as const;
    await move(ledger, undefined, box, WRITTEN);
  }
}
