/** What must hold in every simulation, whatever goes wrong in it. Looks at what was sent and at the log, not at what anybody meant. Pure. */
import { DAY, HOUR, minuteOf } from '../dates.ts';
import { type Decision, type DecisionMode, outcomeOf } from '../ledger/decisions.ts';
import { isUnknown } from '../sandbox/receivers/twin.ts';
import type { Evidence, Sending } from './evidence.ts';

export interface Invariant {
  /** A sentence that is true where `broken` is empty. */
  rule: string;
  /** How much was looked at. */
  looked: number;
  broken: string[];
}

export function invariants(evidence: Evidence): Invariant[] {
  const all = [caps, windows, signatures, published, rings, holds, ends, modes, mandates, strangers, reasons, told];
  return all.map(each => each(evidence));
}

function caps({ sendings, ceilings, dateOf }: Evidence): Invariant {
  const sent = new Map<string, number>();
  for (const { by, mailbox, domain, messages } of sendings) {
    const date = dateOf(domain, by);
    for (const name of [mailbox, domain]) {
      const key = `${name} ${date}`;
      sent.set(key, (sent.get(key) ?? 0) + messages);
    }
  }
  const broken = ceilings.flatMap(({ name, date, messages }) => {
    const count = sent.get(`${name} ${date}`) ?? 0;
    return count > messages ? [`${name} sent ${count} on ${date}, and ${messages} is the most`] : [];
  });
  return { rule: 'no mailbox or domain sent more in a day than it may', looked: ceilings.length, broken };
}

function windows({ sendings, rolling }: Evidence): Invariant {
  const byMailbox = Map.groupBy(sendings, ({ mailbox }) => mailbox);
  const broken = rolling.flatMap(({ mailbox, milliseconds, messages }) => {
    const sent = (byMailbox.get(mailbox) ?? []).toSorted((a, b) => a.by - b.by);
    let [first, within] = [0, 0];
    for (const each of sent) {
      within += each.messages;
      while ((sent[first] as Sending).by <= each.by - milliseconds) within -= (sent[first++] as Sending).messages;
      if (within > messages)
        return [`${mailbox} sent ${within} within ${milliseconds / HOUR} h, and ${messages} is the most`];
    }
    return [];
  });
  return { rule: "no provider's rolling limit was passed", looked: rolling.length, broken };
}

function signatures({ deliveries }: Evidence): Invariant {
  const broken = deliveries
    .filter(delivery => !delivery.authenticated && !isUnknown(delivery))
    .map(({ from, at, signatures }) => {
      const seen = signatures.map(
        ({ selector, result, comment }) => `${selector}: ${result}${comment ? ` (${comment})` : ''}`,
      );
      return `${from} at ${timeOf(at)}: ${seen.join(', ') || 'not signed'}`;
    });
  return { rule: 'every message verified against the DNS of its moment', looked: deliveries.length, broken };
}

function holds({ sendings, held }: Evidence): Invariant {
  const byName = Map.groupBy(held, ({ name }) => name);
  const broken = sendings.flatMap(({ at, mailbox, domain }) =>
    [...(byName.get(domain) ?? []), ...(byName.get(mailbox) ?? [])]
      .filter(({ from, to }) => from < at && at < to)
      .map(({ cause }) => `${mailbox} sent at ${timeOf(at)}, held by ${cause}`),
  );
  return { rule: 'nothing was sent that was held', looked: held.length, broken };
}

function modes({ decisions, modeOf }: Evidence): Invariant {
  const broken = decisions
    .filter(decision => decision.steps.some(({ outcome }) => outcome === 'started' || outcome === 'done'))
    .filter(decision => !mayAct(decision, modeOf(decision)))
    .map(({ id, action, subject, mode }) => `decision ${id} (${action}, ${subject}) was carried out in mode ${mode}`);
  return { rule: 'nothing was done that its mode does not let through', looked: decisions.length, broken };
}

function mayAct({ mode, steps }: Decision, written: DecisionMode): boolean {
  if (mode === 'told' || mode === 'mandate') return true;
  return steps.some(({ outcome }) => outcome === 'approved') || (mode === 'enforce' && written === 'enforce');
}

function reasons({ decisions }: Evidence): Invariant {
  const broken = decisions
    .filter(({ why, evidence }) => why.trim() === '' || evidence === null || evidence === undefined)
    .map(decision => `decision ${decision.id} (${decision.action}, ${outcomeOf(decision)}) does not say why`);
  return { rule: 'every decision says why, and on what evidence', looked: decisions.length, broken };
}

/** A later step goes by a decision; that one has to be let through itself. */
function mandates({ decisions, modeOf }: Evidence): Invariant {
  const byId = new Map(decisions.map(each => [each.id, each]));
  const later = decisions.filter(({ mode }) => mode === 'mandate');
  const broken = later.flatMap(({ id, action, subject, evidence }) => {
    const origin = byId.get((evidence as { mandate?: number } | null)?.mandate ?? -1);
    if (origin && origin.mode !== 'mandate' && mayAct(origin, modeOf(origin))) return [];
    return [`decision ${id} (${action}, ${subject}) goes by ${origin ? `decision ${origin.id}` : 'none'}`];
  });
  return { rule: 'every later step goes by a decision that was let through', looked: later.length, broken };
}

function strangers({ decisions, plays }: Evidence): Invariant {
  const broken = decisions
    .filter(({ domain }) => domain !== undefined && !plays(domain))
    .map(({ id, action, domain }) => `decision ${id} (${action}) is about ${domain}`);
  return { rule: 'nothing was decided for others', looked: decisions.length, broken };
}

function rings({ rings }: Evidence): Invariant {
  const broken = [...Map.groupBy(rings, ({ ring }) => ring)].flatMap(([ring, looks]) => {
    let begun = false;
    return looks.flatMap(({ at, active, leaked }) => {
      const missing = begun && active.length === 0 && !leaked;
      begun ||= active.length > 0;
      return active.length > 1 || missing ? [`${ring} had ${active.join(' and ') || 'no key'} at ${timeOf(at)}`] : [];
    });
  });
  return { rule: 'every ring had one active key once it had any', looked: rings.length, broken };
}

function published({ signedWith }: Evidence): Invariant {
  const broken = signedWith
    .filter(({ there }) => !there)
    .map(({ name, at }) => `${name} was signed with and not in the zone at ${timeOf(at)}`);
  return { rule: 'what signs is in the zone', looked: signedWith.length, broken };
}

/** What Mailyard holds by itself it lets go by itself; a warm-up holds as long as it is stopped, which may take a person to end. */
function ends({ held, stopped, quietSince = Number.NEGATIVE_INFINITY }: Evidence): Invariant {
  const open = held.filter(({ to }) => to === Number.POSITIVE_INFINITY);
  const outlasts = open.filter(({ cause, name, from }) =>
    cause === 'warmup' ? !stopped.has(name) : from < quietSince && ['dkim', 'blocklists'].includes(cause),
  );
  const broken = outlasts.map(({ name, cause, from }) => `${name} is held by ${cause} since ${timeOf(from)}`);
  return { rule: 'no hold outlasts its cause', looked: held.length, broken };
}

const HEARD_WITHIN = 2 * DAY;

function told({ listings, rates, notices }: Evidence): Invariant {
  const open = (key: string, from: number, to: number) =>
    notices.some(each => each.key.startsWith(key) && each.at <= to && (each.ended ?? Number.POSITIVE_INFINITY) >= from);
  const broken = [
    ...listings
      .filter(({ list, target, from }) => !open(`blocklists/${list}/${target}`, from, from + HEARD_WITHIN))
      .map(({ list, target, from }) => `nobody was told that ${target} is on ${list} since ${timeOf(from)}`),
    ...rates
      .filter(({ condition, domain, at }) => !open(`${condition}/${domain}`, at, at))
      .map(
        ({ condition, domain, rate, at }) =>
          `nobody was told of ${(rate * 100).toFixed(2)} % ${condition} of ${domain} at ${timeOf(at)}`,
      ),
  ];
  return {
    rule: 'people heard of every listing and of every rate above its limit',
    looked: listings.length + rates.length,
    broken,
  };
}

const timeOf = (at: number): string => `${minuteOf(at)} UTC`;
