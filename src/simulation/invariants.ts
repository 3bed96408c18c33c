/** What must hold in every simulation, whatever goes wrong in it. Looks at what was sent and at the log, not at what anybody meant. Pure. */
import type { Decision, DecisionMode } from '../ledger/decisions.ts';
import { outcomeOf } from '../ledger/decisions.ts';
import type { Hold } from '../ledger/holds.ts';
import type { Delivery } from '../sandbox/receivers/twin.ts';

/** Messages of one mailbox that left at one time. */
export interface Sending {
  at: number;
  /** By the clock of the process, which a fault may have set wrong: a cap is a cap of the days that it sees. */
  by: number;
  mailbox: string;
  domain: string;
  messages: number;
}

/** The most that a unit may ever send on a calendar day, whatever a ledger says: its schedule by the calendar, and its limits. */
export interface Ceiling {
  name: string;
  /** `2026-12-01` in the domain's time zone. */
  date: string;
  messages: number;
}

/** The most that a mailbox may send within any span of that length. */
export interface Rolling {
  mailbox: string;
  milliseconds: number;
  messages: number;
}

export interface HeldSpan extends Pick<Hold, 'unit' | 'name' | 'cause'> {
  from: number;
  to: number;
}

export interface Evidence {
  sendings: Sending[];
  deliveries: readonly Delivery[];
  ceilings: Ceiling[];
  rolling: Rolling[];
  held: HeldSpan[];
  decisions: Decision[];
  /** Of a decision's job and domain, as the inventory had it. */
  modeOf(decision: Decision): DecisionMode;
  /** The calendar day in that domain's time zone. */
  dateOf(domain: string, at: number): string;
}

export interface Invariant {
  /** A sentence that is true where `broken` is empty. */
  rule: string;
  /** How much was looked at. */
  looked: number;
  broken: string[];
}

export function invariants(evidence: Evidence): Invariant[] {
  return [caps(evidence), windows(evidence), signatures(evidence), holds(evidence), modes(evidence), reasons(evidence)];
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
        return [`${mailbox} sent ${within} within ${milliseconds / 3_600_000} h, and ${messages} is the most`];
    }
    return [];
  });
  return { rule: "no provider's rolling limit was passed", looked: rolling.length, broken };
}

function signatures({ deliveries }: Evidence): Invariant {
  const broken = deliveries
    .filter(({ authenticated }) => !authenticated)
    .map(({ from, at, signatures }) => {
      const seen = signatures.map(
        ({ selector, result, comment }) => `${selector}: ${result}${comment ? ` (${comment})` : ''}`,
      );
      return `${from} at ${new Date(at).toISOString()}: ${seen.join(', ') || 'not signed'}`;
    });
  return { rule: 'every message verified against the DNS of its moment', looked: deliveries.length, broken };
}

function holds({ sendings, held }: Evidence): Invariant {
  const byName = Map.groupBy(held, ({ name }) => name);
  const broken = sendings.flatMap(({ at, mailbox, domain }) =>
    [...(byName.get(domain) ?? []), ...(byName.get(mailbox) ?? [])]
      .filter(({ from, to }) => from < at && at < to)
      .map(({ cause }) => `${mailbox} sent at ${new Date(at).toISOString()}, held by ${cause}`),
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
