/** Whether day one may come: SPF, DMARC and the aligned DKIM of every sender, as the authoritative servers have them. */
import { audit, type Target } from '../../audit/audit.ts';
import type { DomainAudit } from '../../audit/audit-domain.ts';
import type { CheckResult } from '../../audit/verdict.ts';
import type { Estate, EstateDomain } from '../../estate/estate.ts';
import { type DkimKey, dkimKeys } from '../../ledger/dkim.ts';
import { aligns, type SenderIdentity } from '../../records/alignment.ts';
import { type DomainSigner, makesKeys, signersOf } from '../../records/dkim/signers.ts';
import { DEFAULT_TTL, type EstateRecord } from '../../records/record.ts';
import { recordName } from '../dkim/selector.ts';
import type { Runtime } from '../runtime.ts';
import type { Readiness } from './step.ts';

/** What nobody answers is unknown, and unknown is no pass. */
export async function readinessOf(domain: EstateDomain, runtime: Runtime): Promise<Readiness> {
  const { estate, templates, query, resolver, ledger } = runtime;
  const signers = signersOf(domain, templates.providers).filter(({ kind }) => kind === 'takes' || kind === 'makes');
  const signs = [...new Set([domain.domain, ...signers.map(each => each.signs)])];
  const keys = (await dkimKeys(ledger, { domains: signs })).filter(({ phase }) => phase === 'active');
  const [seen] = await audit([targetOf(domain, estate, keys)], { query, resolver });
  const unsigned = signers.some(({ facts }) => facts.program)
    ? [] // Whatever passes the program leaves signed, whoever carries it from there.
    : unsignedSenders(domain, estate.sendersOf(domain.domain));
  return worst([...CHECKS.map(check => checked(check, seen)), signed(unsigned, seen), ownKeys(signers, keys)]);
}

/** With the keys that sign now: those of our own are no records of the estate, and what stands in their place there does not count. */
function targetOf({ domain, zone, settings, phase }: EstateDomain, { zones }: Estate, keys: DkimKey[]): Target {
  const planned = zones
    .filter(({ domains }) => domain in domains)
    .flatMap(({ records }) => records)
    .filter(record => record.domain === domain && (record.role !== 'dkim' || !makesKeys(settings, record.source)));
  return {
    domain,
    zone,
    expected: { records: [...planned, ...keys.map(key => recordOf(domain, key))], settings, phase },
  };
}

const recordOf = (domain: string, { selector, signer, domain: signs, record }: DkimKey): EstateRecord => ({
  ...{ key: `dkim-${selector}`, role: 'dkim', domain, source: signer },
  ...{ name: recordName(selector, signs), type: 'TXT', content: record, ttl: DEFAULT_TTL },
});

/** A signer that Mailyard looks after signs once its key is active; before that its mail leaves unsigned, whatever others sign. */
function ownKeys(signers: DomainSigner[], active: DkimKey[]): Readiness {
  const waiting = signers.filter(
    ({ facts, signs }) => !active.some(({ signer, domain }) => signer === facts.name && domain === signs),
  );
  const says = waiting.map(({ facts }) => `${facts.title} has no key that is active yet.`);
  return { verdict: waiting.length > 0 ? 'no' : 'yes', says };
}

const CHECKS = ['spf', 'dmarc', 'dkim'] as const;

/** Advice is no obstacle, such as DMARC that only watches; what leaves mail unsigned is. */
const UNSIGNED = ['dkim-none', 'dkim-testing'];

function checked(name: (typeof CHECKS)[number], seen: DomainAudit | undefined): Readiness {
  const check = seen?.checks.find(each => each.check === name);
  if (!check) return { verdict: 'unknown', says: [`Nobody could say anything of its ${LABELS[name]}.`] };
  return { verdict: verdictOf(check), says: verdictOf(check) === 'yes' ? [] : [`${LABELS[name]}: ${check.message}`] };
}

const LABELS = { spf: 'SPF', dmarc: 'DMARC', dkim: 'DKIM' };

function verdictOf({ verdict, findings }: CheckResult): Readiness['verdict'] {
  if (verdict === 'fail' || findings.some(({ rule }) => UNSIGNED.includes(rule))) return 'no';
  // A value that only the provider knows: what it publishes cannot be asked for by name.
  const isOpen = verdict === 'unknown' || findings.some(({ rule }) => rule === 'expected-waiting');
  return isOpen ? 'unknown' : 'yes';
}

const unsignedSenders = ({ domain, settings }: EstateDomain, senders: SenderIdentity[]): string[] =>
  senders
    .filter(({ name, signsAs }) => !aligns({ name, signsAs, envelopes: [] }, domain, settings.dmarc.alignment))
    .map(({ name }) => name);

/** Of a key that its provider has yet to tell nobody knows whether it is there; where none is planned there is none. */
function signed(unsigned: string[], seen: DomainAudit | undefined): Readiness {
  if (unsigned.length === 0) return { verdict: 'yes', says: [] };
  const findings = seen?.checks.find(({ check }) => check === 'dkim')?.findings ?? [];
  const isOpen = findings.some(({ rule }) => rule === 'expected-waiting');
  return { verdict: isOpen ? 'unknown' : 'no', says: [`No aligned DKIM key of ${unsigned.join(', ')} is known.`] };
}

const ORDER = ['no', 'unknown', 'yes'] as const;

function worst(all: Readiness[]): Readiness {
  const verdict = ORDER.find(each => all.some(answer => answer.verdict === each)) ?? 'unknown';
  return { verdict, says: all.flatMap(({ says }) => says) };
}
