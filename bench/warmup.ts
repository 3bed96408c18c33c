/** The job `warmup`: 1,000 domains with 3 mailboxes each, of which events tell of five days. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileEstate } from '../src/estate/compile.ts';
import { readInventory } from '../src/inventory/read.ts';
import { readTemplates } from '../src/inventory/templates.ts';
import type { MailEvent } from '../src/ledger/events/event.ts';
import { record } from '../src/ledger/events.ts';
import type { Ledger } from '../src/ledger/ledger.ts';
import { openLedger } from '../src/ledger/open.ts';
import type { Runtime } from '../src/runtime/runtime.ts';
import { evaluateAll } from '../src/runtime/warmup/evaluate.ts';
import { statusOf } from '../src/runtime/warmup/status.ts';
import { sandboxClock } from '../src/sandbox/clock.ts';
import { aRuntime } from '../test/support/runtime.ts';
import { type Figure, seconds } from './report.ts';

const DOMAINS = 1000;
const USERS = ['alex', 'sam', 'kim'];
/** What each mailbox sends on a day. */
const MESSAGES = 6;
const DAYS = 5;
const HOUR = 3_600_000;

const domainNamed = (index: number): string => `d${index}.example`;

export async function warmup(folder: string): Promise<{ title: string; figures: Figure[] }> {
  const domains = join(folder, 'domains');
  writeInventory(domains);
  const { templates } = readTemplates();
  const { inventory } = readInventory(domains);
  if (!inventory) throw new Error('The estate of the benchmark has errors.');
  const ledger = await openLedger({ file: join(folder, 'ledger.db') });
  const clock = sandboxClock(0);
  const on = async (date: string): Promise<Runtime> => {
    clock.advance(Date.parse(`${date}T04:20:00Z`) - clock.now());
    return aRuntime({ clock, ledger, templates, estate: compileEstate(inventory, templates, date, 'errors') });
  };
  try {
    const figures = [await looking('the first look: all are taken in', await on('2026-12-01'))];
    for (let day = 0; day < DAYS; day++) await tell(ledger, Date.parse('2026-12-01T10:00:00Z') + day * 24 * HOUR);
    const within = await on('2026-12-06');
    figures.push(await looking('a look within the week', within));
    figures.push(await timed('`warmup status`', () => statusOf(within, () => true)));
    figures.push(await looking('the week is over: all go on', await on('2026-12-07')));
    return {
      title: `Warm-up: ${DOMAINS.toLocaleString('en')} domains with ${USERS.length} mailboxes each, SQLite`,
      figures,
    };
  } finally {
    await ledger.close();
  }
}

/** Their first day was a week ago, so that nothing asks the DNS. */
function writeInventory(domains: string): void {
  mkdirSync(domains, { recursive: true });
  const identities = USERS.map(user => `  - { user: ${user}, name: ${user} }`);
  writeFileSync(join(domains, 'estate.yaml'), ['organization: Acme', 'identities:', ...identities, ''].join('\n'));
  const settings = `
segment: pool-a
profile: high-volume
limits: { domainsPerChange: ${DOMAINS} }
defaults:
  mailProvider: migadu
  mailboxes: ${USERS.length}
  timezone: Europe/Berlin
  lifecycle: { state: warming, since: 2026-11-30 }
  modes: { warmup: enforce }
domains:
`;
  const lines = Array.from({ length: DOMAINS }, (_, index) => `  - ${domainNamed(index)}\n`);
  writeFileSync(join(domains, 'pool-a.yaml'), settings.trimStart() + lines.join(''));
}

async function tell(ledger: Ledger, at: number): Promise<void> {
  for (let index = 0; index < DOMAINS; index++) {
    const domain = domainNamed(index);
    const events = USERS.flatMap(user =>
      Array.from({ length: MESSAGES }, (_, number): MailEvent[] => {
        const message = { message: `${user} ${domain} ${at} ${number}`, domain, mailbox: `${user}@${domain}` };
        const about = { ...message, receiver: 'gmail', source: 'bench', tellsComplaints: true };
        return [
          { ...about, kind: 'sent', at: at + number * HOUR },
          { ...about, kind: 'delivered', at: at + number * HOUR },
        ];
      }).flat(),
    );
    await record(ledger, events, at + MESSAGES * HOUR);
  }
}

const looking = (name: string, runtime: Runtime): Promise<Figure> =>
  timed(name, async () => {
    const { failures } = await evaluateAll(runtime);
    if (failures.length > 0) throw new Error(failures[0]);
  });

async function timed(name: string, act: () => Promise<unknown>): Promise<Figure> {
  const started = performance.now();
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  const wall = (performance.now() - started) / 1000;
  return { name, measured: `${seconds(wall)} (CPU ${seconds((user + system) / 1e6)})` };
}
