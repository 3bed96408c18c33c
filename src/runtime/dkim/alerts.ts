/** What people should hear of a ring, as long as it is so. Pure. */
import { DAY, dateOf } from '../../dates.ts';
import { activeKey, differs, nextKey, type Ring } from './ring.ts';
import { type Sight, servedOf } from './sight.ts';
import { isJustWritten, settlingTime } from './times.ts';

export interface Alert {
  level: 'warning' | 'critical';
  title: string;
  detail: string;
}

export interface Judged {
  /** What of the ring it is about; with the ring's name it is the notice's key. */
  about: 'signer' | 'record' | 'step' | 'servers';
  /** Undefined: it is as it should be. */
  alert?: Alert;
}

/** What nobody could tell is left out: it raises nothing and ends nothing. */
export const alertsOf = (ring: Ring, sight: Sight): Judged[] =>
  [ofSigner(ring, sight), ofRecords(ring, sight), ofSteps(ring), ofServers(ring, sight)].filter(
    each => each !== undefined,
  );

function ofSigner(ring: Ring, { signs }: Sight): Judged | undefined {
  if (!('with' in signs)) return undefined;
  const active = activeKey(ring);
  const seen = signs.with;
  if (!active || seen === active.selector || isChanging(ring, seen)) return { about: 'signer' };
  const { domain, keys } = ring;
  const used = keys.find(({ selector }) => selector === seen);
  const back = `\`mailyard dkim ensure --domain ${domain}\` gives it ${active.selector} again`;
  const detail =
    used?.phase === 'retiring'
      ? `${back}; \`mailyard dkim rollback ${domain}\` keeps ${seen}, which is in DNS still`
      : `${used?.stands === 'revoked' ? `${seen} is revoked, so its mail fails DKIM. ` : ''}${back}`;
  return {
    about: 'signer',
    alert: {
      level: seen === undefined || used?.stands === 'revoked' ? 'critical' : 'warning',
      title: differs(ring, active, seen),
      detail: `It was changed there. Nothing is removed that it may sign with. ${detail}.`,
    },
  };
}

/** To the next key: it signs with that one already, which some providers do unasked, or, where its switch has a gap, with none. */
function isChanging(ring: Ring, seen: string | undefined): boolean {
  const next = nextKey(ring);
  if (!next) return false;
  return seen === next.selector || (seen === undefined && ring.signer.gap && next.switchingAt !== undefined);
}

function ofRecords(ring: Ring, sight: Sight): Judged | undefined {
  const active = activeKey(ring);
  const seen = ring.keys
    .filter(({ phase, switchingAt }) => phase === 'active' || phase === 'retiring' || switchingAt !== undefined)
    .map(key => ({ key, ...servedOf(key, sight) }));
  const gone = seen.find(({ state }) => state !== 'key' && state !== 'unknown');
  // Written again, and caches do not know it yet.
  const lost = gone ?? seen.find(({ key }) => key === active && key.heldAt !== undefined);
  if (!lost) return seen.every(({ state }) => state === 'key') ? { about: 'record' } : undefined;
  const { key, evidence } = lost;
  const inUse = key.phase !== 'retiring';
  return {
    about: 'record',
    alert: {
      level: inUse ? 'critical' : 'warning',
      title: `${key.selector}._domainkey.${ring.domain} was taken away, and mail ${inUse ? 'is' : 'on its way is'} signed with it`,
      detail: `Now: ${evidence}. It is written again as the mode of dkim allows${inUse ? ', and nobody sends until it is known again' : ''}; find out who took it away.`,
    },
  };
}

function ofSteps({ domain, signer, keys }: Ring): Judged {
  const { selector, problem } = keys.find(key => key.problem !== undefined) ?? {};
  if (problem === undefined) return { about: 'step' };
  return {
    about: 'step',
    alert: {
      level: 'warning',
      title: `The rotation of ${domain} at ${signer.title} does not go on`,
      detail: `${selector}: ${problem.replace(/\.?$/, '.')} It is tried again with each run; until then the old key stays in use and in DNS.`,
    },
  };
}

/** A server that fails for an hour is no news; one that fails for a day keeps an old key in use, and would for years. */
function ofServers(ring: Ring, sight: Sight): Judged {
  const key = nextKey(ring);
  if (key?.phase !== 'published' || key.switchingAt !== undefined) return { about: 'servers' };
  const { state, evidence } = servedOf(key, sight);
  if (state === 'key' || isJustWritten(key, sight.at)) return { about: 'servers' };
  // What no server serves is written again with each run, so when it was written last tells nothing.
  const since =
    state === 'unknown' || state === 'mixed' ? (key.servedSince ?? key.publishedAt ?? sight.at) : key.generatedAt;
  const due = since + settlingTime(ring, key, sight);
  if (sight.at - due < DAY) return { about: 'servers' };
  return {
    about: 'servers',
    alert: {
      level: 'warning',
      title: `The servers of ${ring.domain} keep its new DKIM key waiting`,
      detail: `${key.selector} could be in use since ${dateOf(due)}: ${evidence}. Until every server serves it the old key stays in use. Ask who runs them, or correct the delegation.`,
    },
  };
}
