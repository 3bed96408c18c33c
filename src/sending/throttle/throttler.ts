/**
 * May this mailbox send now? A yes is written before it is said. Those who ask at the same time are answered in one transaction, which
 * costs one write to the disk; over all processes and machines one transaction grants at a time.
 */
import { randomUUID } from 'node:crypto';
import { MailyardError } from '../../error.ts';
import type { Estate } from '../../estate/estate.ts';
import type { Templates } from '../../inventory/template.ts';
import { holdsNow } from '../../ledger/holds.ts';
import type { Ledger, LedgerDatabase } from '../../ledger/ledger.ts';
import { addGrants, GRANTS_KEPT, type GrantRow, grantsByKey, inTurn, type NewGrant } from '../../ledger/throttle.ts';
import { type Answer, answerOf } from './answer.ts';
import { openBooks } from './books.ts';
import type { WarmupOn } from './limits.ts';
import { type Ask, type Prepare, type Prepared, preparing } from './prepare.ts';

export interface Throttler {
  /** Takes nothing. Rejects as `preparing` throws. */
  look(ask: Ask): Promise<Answer>;
  /** Takes a grant where the answer is yes. Rejects also with `grant-released` and `grant-differs` for a key that was used. */
  take(ask: Ask): Promise<Answer>;
  /**
   * Only for messages that surely were not sent. True where the grant was held, false where it had been released before. Rejects with
   * `unknown-grant`.
   */
  release(key: string): Promise<boolean>;
}

export interface ThrottlerParts {
  ledger: Ledger;
  /** UTC epoch milliseconds. */
  now(): number;
  /** As they are now. */
  inventories(): { estate: Estate; templates: Templates };
  /** How far each warm-up is by the ledger. */
  warmup(ledger: Ledger, templates: Templates): Promise<WarmupOn>;
}

export function openThrottler({ ledger, now, inventories, warmup }: ThrottlerParts): Throttler {
  const books = openBooks();
  const waiting: Waiting[] = [];
  let running = false;
  let known: { at: number; prepare: Prepare } | undefined;

  async function prepared(ask: Ask): Promise<Prepared> {
    const at = now();
    if (!known || Math.abs(at - known.at) >= KNOWN_FOR) {
      const { estate, templates } = inventories();
      known = { at, prepare: preparing(estate, templates, await warmup(ledger, templates)) };
    }
    return known.prepare(ask);
  }

  function inNextTurn<T extends Outcome>(request: Request): Promise<T> {
    return new Promise((resolve, reject) => {
      waiting.push({ request, resolve: resolve as Waiting['resolve'], reject });
      if (running) return;
      running = true;
      // Whatever else asks in this round of the event loop comes into the same transaction.
      setImmediate(run);
    });
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) await turnFor(waiting.splice(0, TOGETHER));
    running = false;
  }

  async function turnFor(together: Waiting[]): Promise<void> {
    const requests = together.map(({ request }) => request);
    try {
      const outcomes = await inTurn(ledger, (db, turn) => carryOut(db, turn, requests));
      for (const [index, { resolve, reject }] of together.entries()) {
        const outcome = outcomes[index] as Outcome | MailyardError;
        if (outcome instanceof MailyardError) reject(outcome);
        else resolve(outcome);
      }
    } catch (error) {
      // Nothing was written, or nobody knows whether it was: the books may say what the ledger does not.
      books.tear();
      for (const { reject } of together) reject(error);
    }
  }

  async function carryOut(db: LedgerDatabase, turn: number, requests: Request[]): Promise<(Outcome | MailyardError)[]> {
    const at = now();
    await books.begin(db, turn, at);
    for (const { prepared } of requests) if (prepared) await books.open(db, prepared.units);
    const holds = await holdsNow({ ...ledger, db }, at);
    const rows = await keyed(db, requests);
    const written: NewGrant[] = [];
    const write = (grant: NewGrant): void => {
      rows[grant.kind].set(grant.key, grant);
      written.push(grant);
      books.book(grant);
    };

    function take(prepared: Prepared): Answer | MailyardError {
      const { key = newKey(at) } = prepared.ask;
      const before = rows.grant.get(key);
      if (rows.release.has(key)) return released(key);
      if (before && !isSame(before, prepared)) return differs(key, before);
      const answer = answerOf(prepared, books.tallies, holds, at);
      if (before) {
        const way = prepared.ways.find(({ network = null }) => network === before.ip) ?? answer.way;
        return { ...answer, way, allowed: true, until: undefined, because: undefined, closed: [], key };
      }
      if (!answer.allowed) return answer;
      write(grantOf(answer, key));
      // As it is said to whoever asks again under the key, and to whoever looks next.
      const limits = answer.limits.map(limit => ({ ...limit, used: limit.used + prepared.count }));
      return { ...answer, limits, key };
    }

    function release(key: string): boolean | MailyardError {
      const grant = rows.grant.get(key);
      if (!grant) return unknownGrant(key);
      if (rows.release.has(key)) return false;
      write({ ...withoutId(grant), kind: 'release', messages: -grant.messages });
      return true;
    }

    const outcomes = requests.map(({ key, prepared }) => (prepared ? take(prepared) : release(key as string)));
    await addGrants(db, written);
    await books.end(db);
    return outcomes;
  }

  return {
    async look(ask) {
      const one = await prepared(ask);
      const at = now();
      const read = openBooks();
      await read.begin(ledger.db, 0, at);
      await read.open(ledger.db, one.units);
      return answerOf(one, read.tallies, await holdsNow(ledger, at), at);
    },
    async take(ask) {
      const one = await prepared(ask);
      return inNextTurn<Answer>({ prepared: one, key: ask.key });
    },
    release: key => inNextTurn<boolean>({ key }),
  };
}

/** How long inventories and warm-up are taken to be as they were read; holds are read in each turn. */
const KNOWN_FOR = 30_000;
/** Requests a transaction: more would let the first of them wait for too long. */
const TOGETHER = 2000;

/** A grant that is asked for; without `prepared` a release. */
interface Request {
  prepared?: Prepared;
  key?: string;
}

type Outcome = Answer | boolean;

interface Waiting {
  request: Request;
  resolve(outcome: Outcome): void;
  reject(reason: unknown): void;
}

async function keyed(
  db: LedgerDatabase,
  requests: Request[],
): Promise<Record<GrantRow['kind'], Map<string, NewGrant>>> {
  const keys = requests.flatMap(({ key }) => key ?? []);
  const rows = keys.length > 0 ? await grantsByKey(db, keys) : [];
  const of = (kind: GrantRow['kind']) => new Map(rows.filter(row => row.kind === kind).map(row => [row.key, row]));
  return { grant: of('grant'), release: of('release') };
}

/** In the order of time, so that the index of keys grows at its end. */
const newKey = (at: number): string => `${at.toString(36)}-${randomUUID()}`;

const grantOf = ({ prepared: { sender, receiver, count }, way, at }: Answer, key: string): NewGrant => ({
  ...{ key, kind: 'grant', at, mailbox: sender.address, domain: sender.domain.domain },
  ...{ ip: way.network ?? null, receiver: receiver?.name ?? null, messages: count },
});

const withoutId = ({ key, kind, at, mailbox, domain, ip, receiver, messages }: NewGrant): NewGrant => ({
  ...{ key, kind, at, mailbox, domain, ip, receiver, messages },
});

const isSame = (grant: NewGrant, { sender, receiver, count }: Prepared): boolean =>
  grant.mailbox === sender.address && grant.messages === count && grant.receiver === (receiver?.name ?? null);

const released = (key: string): MailyardError =>
  new MailyardError('grant-released', `The grant ${key} was released, and a key is good for one grant.`, {
    fix: 'Ask under a new key.',
  });

const differs = (key: string, { mailbox, messages, receiver }: NewGrant): MailyardError =>
  new MailyardError(
    'grant-differs',
    `The key ${key} was used already, for ${messages} of ${mailbox}${receiver === null ? '' : ` to ${receiver}`}.`,
    { fix: 'Use one key for one message.' },
  );

const unknownGrant = (key: string): MailyardError =>
  new MailyardError('unknown-grant', `There is no grant ${key}.`, {
    fix: `Give the key that the grant was answered with. Grants of more than ${GRANTS_KEPT} days ago are forgotten.`,
  });
