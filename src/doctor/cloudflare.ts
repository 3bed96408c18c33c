/** The token, what it may do, and the zones of the estate. Reads only: no right is proved by writing. */
import { type CheckResult, checkResult, type Finding, fail, pass, unknown, warn } from '../audit/verdict.ts';
import { CallFailure } from '../cloudflare/failure.ts';
import type { CloudflareLook, SeenZone, TokenStatus } from '../cloudflare/look.ts';
import { NEEDED_RIGHTS } from '../cloudflare/token.ts';
import { daysBetween } from '../dates.ts';
import { MailyardError } from '../error.ts';

export interface CloudflareQuestion {
  /** Throws where there is no token, or none that could be one. */
  open: () => CloudflareLook;
  /** The variable of the token, where there are several. */
  variable?: string;
  /** The zones that this token serves; or why they are not known. */
  wanted: string[] | Finding;
  /** Those of them that `up` will make. */
  toMake: ReadonlySet<string>;
  /** ISO date. */
  today: string;
}

type Seen<T> = T | CallFailure;

/** The checks `token`, `rights` and `zones`; of several tokens each with its variable: `token POOL_TOKEN`. */
export async function cloudflareChecks(question: CloudflareQuestion): Promise<CheckResult[]> {
  const { open, variable, wanted, toMake, today } = question;
  const check = (name: string, findings: Finding[]) =>
    checkResult(variable === undefined ? name : `${name} ${variable}`, findings);
  const look = opened(open);
  if ('verdict' in look) {
    const unasked = unknown('unasked', 'Not asked, for want of a token.');
    const zones = Array.isArray(wanted) ? unasked : wanted;
    return [check('token', [look]), check('rights', [unasked]), check('zones', [zones])];
  }
  const [status, zones] = await Promise.all([seen(look.verify()), seen(look.zones())]);
  return [
    check('token', [tokenFinding(status, zones, today)]),
    check('rights', await rightsFindings(look, zones, Array.isArray(wanted) ? wanted : [], toMake)),
    check('zones', Array.isArray(wanted) ? zoneFindings(zones, wanted, toMake) : [wanted]),
  ];
}

function opened(open: () => CloudflareLook): CloudflareLook | Finding {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof MailyardError)) throw error;
    return fail(error.code, error.message, { fix: error.fix });
  }
}

function seen<T>(answer: Promise<T>): Promise<Seen<T>> {
  return answer.catch(error => {
    if (error instanceof CallFailure) return error;
    throw error;
  });
}

/** A rejection is an answer; a lost call is none. */
function failureFinding({ kind, code, message, fix }: CallFailure): Finding {
  return (kind === 'credentials' || kind === 'forbidden' ? fail : unknown)(code, message, { fix });
}

const SOON_DAYS = 30;

/** A token of an account is unknown among those of users, and still lists its zones. */
function tokenFinding(status: Seen<TokenStatus>, zones: Seen<SeenZone[]>, today: string): Finding {
  if (status instanceof CallFailure) {
    if (status.kind === 'credentials' && !(zones instanceof CallFailure)) {
      return pass('token', 'The token is valid; it belongs to an account, not to a user.');
    }
    return failureFinding(status);
  }
  const { status: state, expiresOn } = status;
  if (state !== 'active') {
    return fail(`token-${state}`, `The token is ${state}.`, { fix: 'Make a new one, or enable it at Cloudflare.' });
  }
  if (!expiresOn) return pass('token', 'The token is valid.');
  const days = daysBetween(today, expiresOn);
  const message = `The token is valid until ${expiresOn.slice(0, 10)}.`;
  if (days > SOON_DAYS) return pass('token', message);
  return warn('token-expires', message, { fix: 'Make a new one in time.' });
}

const RIGHTS_FIX = `Give the token ${NEEDED_RIGHTS} on every zone of the estate (https://dash.cloudflare.com/profile/api-tokens).`;

async function rightsFindings(
  look: CloudflareLook,
  zones: Seen<SeenZone[]>,
  wanted: string[],
  toMake: ReadonlySet<string>,
): Promise<Finding[]> {
  if (zones instanceof CallFailure) {
    if (zones.kind !== 'forbidden') return [unknown('rights-unasked', 'Not known, as the zones could not be listed.')];
    return [fail('no-zone-read', 'Zone:Read is missing: the zones may not be listed.', { fix: RIGHTS_FIX })];
  }
  const own = zones.filter(({ name }) => wanted.includes(name));
  const asked = own.length > 0 ? own : zones;
  const [sample] = asked;
  if (!sample && wanted.length > 0 && wanted.every(name => toMake.has(name))) {
    return [unknown('rights-unseen', 'Only a zone shows what the token may do with it, and none is made yet.')];
  }
  if (!sample)
    return [
      fail('no-zones', 'The token sees no zone: it lacks Zone:Read, or no zone is given to it.', { fix: RIGHTS_FIX }),
    ];
  const read = await seen(look.readRecords(sample));
  if (read instanceof CallFailure) {
    if (read.kind !== 'forbidden') return [failureFinding(read)];
    return [
      fail('no-dns-read', `DNS:Read is missing: the records of ${sample.name} may not be read.`, { fix: RIGHTS_FIX }),
    ];
  }
  return [editFinding(asked, sample)];
}

function editFinding(zones: SeenZone[], sample: SeenZone): Finding {
  const told = zones.filter(({ permissions }) => permissions.length > 0);
  const lacking = told.filter(({ permissions }) => !permissions.includes('#dns_records:edit'));
  if (lacking.length > 0) {
    return fail('no-dns-edit', `DNS:Edit is missing on ${names(lacking.map(({ name }) => name))}.`, {
      fix: RIGHTS_FIX,
    });
  }
  if (told.length === zones.length) {
    return pass('rights', `Zone:Read, DNS:Read (tried on ${sample.name}) and DNS:Edit (as the zones tell).`);
  }
  return warn(
    'dns-edit-unseen',
    `Zone:Read and DNS:Read are there (tried on ${sample.name}); DNS:Edit shows only when writing.`,
  );
}

function zoneFindings(zones: Seen<SeenZone[]>, wanted: string[], toMake: ReadonlySet<string>): Finding[] {
  if (zones instanceof CallFailure)
    return [unknown('zones-unasked', 'The zones could not be listed.', { evidence: zones.message })];
  const there = new Map(zones.map(zone => [zone.name, zone]));
  const [coming, missing] = [true, false].map(made =>
    wanted.filter(name => !there.has(name) && toMake.has(name) === made),
  ) as [string[], string[]];
  const waiting = wanted.flatMap(name => there.get(name) ?? []).filter(({ status }) => status !== 'active');
  const findings = waiting.map(waitingFinding);
  if (missing.length > 0) findings.unshift(missingFinding(missing, wanted));
  if (findings.length > 0) return findings;
  const made = wanted.length - coming.length;
  const all = wanted.length === 1 ? 'The one zone of the estate is' : `All ${wanted.length} zones of the estate are`;
  const some = `${made} of ${wanted.length} zones of the estate are`;
  const subject = coming.length > 0 ? some : all;
  const rest = coming.length > 0 ? ` \`up\` will make ${names(coming)}.` : '';
  return [pass('zones', `${subject} at Cloudflare and active; the token sees ${zones.length}.${rest}`)];
}

function missingFinding(missing: string[], wanted: string[]): Finding {
  const message = `${missing.length} of ${wanted.length} zones of the estate are none that the token sees: ${names(missing)}.`;
  const placeholders = missing.every(name => /(^|\.)example$/.test(name));
  const fix = placeholders
    ? 'Names in `.example` are placeholders: put your own into the inventories.'
    : 'Add them to the account at Cloudflare, or give the token these zones too.';
  return fail('zone-missing', message, { fix });
}

/** Cloudflare itself watches the delegation: a zone is `active` once its registrar names these servers. */
function waitingFinding({ name, status, nameServers }: SeenZone): Finding {
  return fail(
    'zone-not-active',
    `${name} is ${status}: it is not delegated to Cloudflare, so nothing of it is served.`,
    {
      fix: `At its registrar, name these servers and no others: ${nameServers.join(', ')}`,
    },
  );
}

const MOST_NAMES = 10;

function names(list: string[]): string {
  const more = list.length - MOST_NAMES;
  return more > 0 ? `${list.slice(0, MOST_NAMES).join(', ')} and ${more} more` : list.join(', ');
}
