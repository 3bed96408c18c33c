/** Whether the signatures hold that a validating resolver asks for before it hands out a domain's mail records. RFC 4035 §5. */
import type { RrsigData } from 'dns-packet';
import type { DnsAnswer } from '../dns/answer.ts';
import { signsFor } from '../dns/ds.ts';
import { foldName } from '../dns/name.ts';
import { type Judgement, judgeSet, secondsLeft, type Trust } from '../dns/rrsig.ts';
import { formatServer } from '../dns/server.ts';
import type { DnsType } from '../dns/types.ts';
import { type Finding, fail, pass, unknown, warn } from './verdict.ts';
import { isUnanswered, unansweredFinding, type View } from './view.ts';

/** `soon`: valid, and about to end without having been renewed. `mute`: a server, or the way to it, knows no EDNS. */
type State = Judgement['state'] | 'soon' | 'mute';

/** What one server has. */
interface Sight {
  name: string;
  type: DnsType;
  server: string;
  state: State;
  /** The signature that decided. */
  detail: string;
}

const SERVFAIL = 'validating resolvers answer SERVFAIL';
const SIGN_ANEW = 'Sign the zone anew; where that takes long, remove the DS record at the registrar until it is done.';
const RENEW = 'See to it that whatever signs the zone renews its signatures.';

const findings: Record<State, (sets: string, evidence: string) => Finding> = {
  valid: (sets, evidence) => pass('dnssec-signature', `The signatures of ${sets} hold.`, { evidence }),
  soon: (sets, evidence) =>
    warn('dnssec-signature-ends', `The signatures of ${sets} end in less than three days, and were not renewed.`, {
      ...{ evidence, fix: RENEW, reference: 'RFC 6781 §4.4.2' },
    }),
  expired: (sets, evidence) =>
    fail('dnssec-signature-expired', `The signatures of ${sets} have expired: ${SERVFAIL}.`, {
      ...{ evidence, fix: SIGN_ANEW, reference: 'RFC 4035 §5.3.1' },
    }),
  early: (sets, evidence) =>
    fail('dnssec-signature-early', `The signatures of ${sets} are not valid yet: ${SERVFAIL}.`, {
      ...{ evidence, fix: 'Set the clock of whatever signs the zone, and sign anew.', reference: 'RFC 4035 §5.3.1' },
    }),
  wrong: (sets, evidence) =>
    fail('dnssec-signature-wrong', `The signatures of ${sets} do not fit the records and the keys: ${SERVFAIL}.`, {
      ...{ evidence, fix: SIGN_ANEW, reference: 'RFC 4035 §5.3.3' },
    }),
  missing: (sets, evidence) =>
    fail('dnssec-signature-missing', `There are no signatures of ${sets}: ${SERVFAIL}.`, {
      ...{ evidence, fix: SIGN_ANEW, reference: 'RFC 4035 §5.2' },
    }),
  unknown: (sets, evidence) =>
    unknown('dnssec-signature-unchecked', `No signature of ${sets} is of a kind that is checked here.`, { evidence }),
  mute: (sets, evidence) =>
    unknown('dnssec-signature-unseen', `Nobody could say whether ${sets} are signed: the answers came without EDNS.`, {
      ...{ evidence, fix: 'Audit from another network; if it stays so, see to the servers.', reference: 'RFC 3225 §3' },
    }),
};

/** `trust.keys`: all of the zone. Each server is looked at: one with stale signatures is enough to lose mail now and then. */
export async function signatureFindings(
  domain: string,
  trust: Trust & { ds: readonly string[] },
  view: View,
): Promise<Finding[]> {
  const { zone, ds, keys } = trust;
  // Resolvers are not asked for signatures, and theirs would not be the zone's.
  if (view.serversOf(zone).length === 0) {
    return [unknown('dnssec-signature-unseen', `The signatures of ${zone} were not seen: no server of it was asked.`)];
  }
  const anchors = keys.filter(key => ds.some(each => signsFor(zone, each, key)));
  const looks = await Promise.all([
    lookAt(zone, 'DNSKEY', { ...trust, keys: anchors }, view),
    lookAt(zone, 'SOA', trust, view),
    lookAt(domain, 'MX', trust, view),
    lookAt(domain, 'TXT', trust, view),
  ]);
  const byState = Map.groupBy(
    looks.flatMap(({ sights }) => sights),
    ({ state }) => state,
  );
  return [
    ...looks.flatMap(({ open }) => open),
    ...[...byState].map(([state, sights]) => findings[state](listed(sights), evidenceOf(sights))),
  ];
}

/** A record that is not there, or that an alias stands for, has no signature to look at: denials (NSEC) are not checked. */
async function lookAt(
  name: string,
  type: DnsType,
  trust: Trust,
  view: View,
): Promise<{ open: Finding[]; sights: Sight[] }> {
  const seen = await view.ask(name, type);
  if (isUnanswered(seen))
    return { open: [unansweredFinding('dnssec', `whether ${type} ${name} is signed`, seen)], sights: [] };
  const answers = view.compared(trust.zone).find(each => each.name === foldName(name) && each.type === type)?.answers;
  const direct = (answers ?? []).filter(({ status, chain }) => status === 'answer' && chain.length === 0);
  return { open: [], sights: direct.map(answer => sightOf({ name, type }, answer, trust)) };
}

function sightOf(set: Pick<Sight, 'name' | 'type'>, answer: DnsAnswer, trust: Trust): Sight {
  const sight = { ...set, server: formatServer(answer.server) };
  if (!answer.signed) return { ...sight, state: 'mute', detail: 'no EDNS' };
  const judged = judgeSet(answer.signed, trust);
  if (judged.state === 'missing') return { ...sight, state: 'missing', detail: 'none' };
  const { algorithm, keyTag, inception, expiration } = judged.signature;
  const detail = `algorithm ${algorithm}, key ${keyTag}, ${timeOf(inception, trust.now)} to ${timeOf(expiration, trust.now)}`;
  const soon = judged.state === 'valid' && endsSoon(judged.signature, trust.now);
  return { ...sight, state: soon ? 'soon' : judged.state, detail };
}

const SOON = 3 * 86_400;

/**
 * Signatures that are made as the question comes are never far from their end: Cloudflare's live for 50 hours, half of them gone
 * (answers of 2019 to 2025). Those that are made ahead are renewed before their last quarter: BIND's of 14 days with five left.
 */
function endsSoon(signature: RrsigData, now: number): boolean {
  const lifetime = (signature.expiration - signature.inception) >>> 0;
  return secondsLeft(signature, now) < Math.min(SOON, lifetime / 4);
}

/** The 32 bits that a signature holds of a time are those of the time nearest to now. */
function timeOf(stamp: number, now: number): string {
  return new Date((now + ((stamp - now) | 0)) * 1000).toISOString().replace('.000', '');
}

/** `DNSKEY, SOA acme.example and MX, TXT news.acme.example`. */
function listed(sights: Sight[]): string {
  const byName = Map.groupBy(sights, ({ name }) => name);
  return [...byName].map(([name, each]) => `${distinct(each.map(({ type }) => type))} ${name}`).join(' and ');
}

/** `RRSIG of SOA, MX acme.example at 192.0.2.53, 192.0.2.54: algorithm 13, key 2371, … to …`. */
function evidenceOf(sights: Sight[]): string {
  const serversOf = ({ name, type, detail }: Sight) =>
    distinct(
      sights
        .filter(each => each.name === name && each.type === type && each.detail === detail)
        .map(({ server }) => server),
    );
  const same = Map.groupBy(sights, sight => `${serversOf(sight)}: ${sight.detail}`);
  return [...same].map(([said, each]) => `RRSIG of ${listed(each)} at ${said}`).join('; ');
}

const distinct = (texts: string[]): string => [...new Set(texts)].join(', ');
