/** The ledger: what is written durably in a second, on SQLite and on PostgreSQL, and what looking after 100,000 decisions takes. */
import { join } from 'node:path';
import { backup } from '../src/ledger/backup.ts';
import { verify } from '../src/ledger/checks/index.ts';
import { listDecisions, type NewDecision, recordDecision } from '../src/ledger/decisions.ts';
import { holdsNow } from '../src/ledger/holds.ts';
import type { Ledger } from '../src/ledger/ledger.ts';
import { openLedger } from '../src/ledger/open.ts';
import { restore } from '../src/ledger/restore.ts';
import { prune } from '../src/ledger/retention.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { type Figure, seconds } from './report.ts';

const DECISIONS = 100_000;
const CHUNK = 500;
const DAY = 86_400_000;
/** Between two decisions: a hundred thousand of them are two years. */
const APART = 630_000;

export async function ledger(folder: string): Promise<{ title: string; figures: Figure[] }> {
  const sqlite = await openLedger({ file: join(folder, 'ledger.db') });
  const figures = await figuresOf(sqlite, 'SQLite', folder);
  const server = await startPostgres({ durable: true });
  try {
    if (!server) figures.push({ name: 'PostgreSQL', measured: 'not installed here' });
    else figures.push(...(await figuresOf(await openLedger({ url: server.url, file: '' }), 'PostgreSQL', folder)));
  } finally {
    await server?.remove();
  }
  return { title: 'Ledger: every transaction is on the disk before it answers', figures };
}

async function figuresOf(ledger: Ledger, database: string, folder: string): Promise<Figure[]> {
  try {
    const figures = [
      await rate(`${database}: decisions, one after the other`, 1_000, async count => {
        for (let done = 0; done < count; done += 1) await recordDecision(ledger, aDecision(done), 'observed');
      }),
      await rate(`${database}: decisions, 50 at once`, 2_000, async count => {
        for (let done = 0; done < count; done += 50) {
          await Promise.all(
            Array.from({ length: 50 }, (_, index) => recordDecision(ledger, aDecision(done + index), 'observed')),
          );
        }
      }),
      await rate(`${database}: holds, ${CHUNK} a transaction`, 20_000, count => holds(ledger, count)),
      await rate(`${database}: reads of one domain's holds`, 2_000, async count => {
        const of = { unit: 'domain', name: 'd77.example' } as const;
        for (let done = 0; done < count; done += 1) await holdsNow(ledger, 0, of);
      }),
    ];
    await fill(ledger);
    return [...figures, ...(await upkeep(ledger, database, folder))];
  } finally {
    await ledger.close();
  }
}

/** Of a ledger that has 100,000 decisions. */
async function upkeep(ledger: Ledger, database: string, folder: string): Promise<Figure[]> {
  const copy = join(folder, `copy-${database}`);
  const title = (what: string) => `${database}: ${what}, ${DECISIONS / 1000},000 decisions`;
  return [
    await time(title('the last 50 of a domain'), () => listDecisions(ledger, { domain: 'd77.example', limit: 50 })),
    await time(title('those that wait'), () => listDecisions(ledger, { outcome: 'pending' })),
    await time(title('verify'), () => verify(ledger, undefined)),
    await time(title('backup'), () => backup(ledger, copy, 0)),
    await time(title('restore into SQLite'), () =>
      restore({ place: { file: `${copy}.db` }, from: copy, replace: false, backupTo: '', now: 0 }),
    ),
    await time(title('prune of half'), () => prune(ledger, (DECISIONS / 2) * APART + 400 * DAY)),
  ];
}

const aDecision = (number: number): NewDecision => ({
  ...{ at: number * APART, job: 'dkim', action: 'dkim.rotate', subject: `d${number % 300}.example/opendkim/rsa-2048` },
  ...{
    segment: 'pool-a',
    domain: `d${number % 300}.example`,
    parameters: { selector: 'my20261126a' },
    mode: 'observe',
  },
  ...{ why: 'the key is 90 days old', evidence: { days: 90, servers: ['ns1', 'ns2'] }, who: 'the bench' },
});

async function holds({ db }: Ledger, count: number): Promise<void> {
  const hold = (number: number) => ({
    ...{
      unit: 'domain' as const,
      name: `d${number}.example`,
      cause: 'warmup',
      why: 'the bench',
      since: 0,
      until: null,
    },
  });
  for (let done = 0; done < count; done += CHUNK) {
    await db
      .insertInto('holds')
      .values(Array.from({ length: CHUNK }, (_, index) => hold(done + index)))
      .execute();
  }
}

async function fill({ db }: Ledger): Promise<void> {
  for (let done = 0; done < DECISIONS; done += CHUNK) {
    await db.transaction().execute(async step => {
      const rows = Array.from({ length: CHUNK }, (_, index) => aDecision(done + index)).map(decision => ({
        ...decision,
        ...{ parameters: JSON.stringify(decision.parameters), evidence: JSON.stringify(decision.evidence) },
        ...{ segment: 'pool-a', domain: decision.domain ?? null },
      }));
      const made = await step.insertInto('decisions').values(rows).returning('id').execute();
      const steps = made.map(({ id }) => ({ decision: id, step: 1, at: 0, outcome: 'observed' as const }));
      await step
        .insertInto('decision_steps')
        .values(steps.map(each => ({ ...each, detail: '', who: 'the bench' })))
        .execute();
    });
  }
}

async function rate(name: string, count: number, write: (count: number) => Promise<void>): Promise<Figure> {
  const took = await clocked(() => write(count));
  return { name, measured: `${Math.round(count / took).toLocaleString('en')} a second` };
}

async function time(name: string, act: () => Promise<unknown>): Promise<Figure> {
  return { name, measured: seconds(await clocked(act)) };
}

async function clocked(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return (performance.now() - started) / 1000;
}
