/** How long it takes to say what is next for the keys of ten thousand domains. */
import { DAY, HOUR } from '../src/dates.ts';
import type { DkimKey } from '../src/ledger/dkim.ts';
import { alertsOf } from '../src/runtime/dkim/alerts.ts';
import { nextStep } from '../src/runtime/dkim/next-step.ts';
import type { Ring } from '../src/runtime/dkim/ring.ts';
import type { Sight } from '../src/runtime/dkim/sight.ts';
import { type Figure, seconds } from './report.ts';

const DOMAINS = 10_000;
const NOW = Date.parse('2026-11-26T12:00:00Z');

/** Each with an active key, one that retires and one on its way, at both algorithms. */
export async function rotating(): Promise<{ title: string; figures: Figure[] }> {
  const all = Array.from({ length: DOMAINS }, (_, at) => [aRing(at, 'rsa-2048'), aRing(at, 'ed25519')]).flat();
  const started = performance.now();
  const steps = all.map(({ ring, sight }) => ({ step: nextStep(ring, sight, NOW), alerts: alertsOf(ring, sight) }));
  const wall = (performance.now() - started) / 1000;
  if (steps.length !== 2 * DOMAINS) throw new Error('some were left out');
  return {
    title: `DKIM: what is next for ${DOMAINS.toLocaleString('en')} domains with two algorithms each`,
    figures: [{ name: 'evaluated', measured: seconds(wall), target: '2 s', ratio: wall / 2 }],
  };
}

function aRing(at: number, algorithm: Ring['algorithm']): { ring: Ring; sight: Sight } {
  const domain = `d${at}.example`;
  const common = { domain, signer: 'opendkim', algorithm, record: `v=DKIM1; p=${at}`, urgent: false };
  const times = { generatedAt: NOW - 100 * DAY, publishedAt: NOW - 99 * DAY, servedSince: NOW - 99 * DAY };
  const keys: DkimKey[] = [
    {
      id: 3 * at,
      selector: 'a',
      phase: 'retiring',
      stands: 'key',
      retiringAt: NOW - (at % 20) * DAY,
      ...common,
      ...times,
    },
    {
      id: 3 * at + 1,
      selector: 'b',
      phase: 'active',
      stands: 'key',
      activeAt: NOW - (at % 120) * DAY,
      ...common,
      ...times,
    },
    {
      id: 3 * at + 2,
      selector: 'c',
      phase: 'published',
      stands: 'key',
      ...common,
      ...times,
      servedSince: NOW - (at % 48) * HOUR,
    },
  ];
  const served = new Map(keys.map(({ selector }) => [selector, { state: 'key' as const, evidence: 'served' }]));
  return {
    ring: {
      ...{ domain, of: domain, algorithm, wanted: true, keys },
      signer: { name: 'opendkim', title: 'OpenDKIM', makes: false, gap: false },
      settings: { prefix: 'my', rotate: 90 * DAY, overlap: 14 * DAY, propagation: DAY, ttl: 3600 },
    },
    sight: { at: NOW, served, negativeTtl: 1800, signs: { with: 'b' } },
  };
}
