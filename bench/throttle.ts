/** The throttler: decisions a second in process, and grants a second that are on the disk before they are answered. */
import { join } from 'node:path';
import { compileEstate } from '../src/estate/compile.ts';
import type { Estate } from '../src/estate/estate.ts';
import { readInventory } from '../src/inventory/read.ts';
import type { Templates } from '../src/inventory/template.ts';
import { readTemplates } from '../src/inventory/templates.ts';
import { openLedger } from '../src/ledger/open.ts';
import { decide } from '../src/sending/throttle/decide.ts';
import { policyOf } from '../src/sending/throttle/limits.ts';
import { type Policy, tallyKey } from '../src/sending/throttle/policy.ts';
import { senderOf } from '../src/sending/throttle/sender.ts';
import { type Tally, tally } from '../src/sending/throttle/tally.ts';
import { openThrottler } from '../src/sending/throttle/throttler.ts';
import { byLedger } from '../src/sending/throttle/warmup.ts';
import { writeEstate } from './estate.ts';
import type { Figure } from './report.ts';

const DOMAINS = 300;
const DECISIONS = 1_000_000;
const GRANTS = 100_000;
/** A Thursday in November, 10:00. */
const NOW = Date.parse('2026-11-26T10:00:00Z');

export async function throttle(folder: string): Promise<{ title: string; figures: Figure[] }> {
  writeEstate(join(folder, 'domains'), DOMAINS);
  const { templates } = readTemplates();
  const { inventory } = readInventory(join(folder, 'domains'));
  if (!inventory) throw new Error('The estate of the benchmark has errors.');
  const estate = compileEstate(inventory, templates, '2026-11-26', 'errors');
  const addresses = estate.domains.flatMap(({ mailboxes }) => mailboxes().map(({ address }) => address));
  const figures = [inProcess(estate, templates, addresses), await durable(folder, estate, templates, addresses)];
  return { title: `Throttler: ${addresses.length} mailboxes at ${DOMAINS} domains`, figures };
}

/** Yes and no in turn, over mailboxes that sent half of their day before. */
function inProcess(estate: Estate, templates: Templates, addresses: string[]): Figure {
  const tallies = new Map<string, Tally>();
  const policies = addresses.map((address, index) => {
    const policy = policyOf(senderOf(estate, templates, address), {}, templates, () => undefined);
    fill(tallies, policy, index);
    return policy;
  });
  const run = (): { rate: Rate; allowed: number } => {
    let allowed = 0;
    const rateOf = stopwatch();
    for (let index = 0; index < DECISIONS; index++) {
      const policy = policies[index % policies.length] as Policy;
      // A minute goes by while all mailboxes ask once.
      if (decide(policy, tallies, NOW + index).allowed) allowed++;
    }
    return { rate: rateOf(DECISIONS), allowed };
  };
  run();
  const { rate, allowed } = run();
  const share = Math.round((allowed / DECISIONS) * 100);
  return figure(`decisions in process, ${share} % of them yes`, rate, 1_000_000);
}

function fill(tallies: Map<string, Tally>, { sender, onDay }: Policy, index: number): void {
  for (const { unit, name, messages } of onDay('2026-11-26')) {
    const key = tallyKey(unit, name);
    const known = tallies.get(key) ?? tally();
    tallies.set(key, known);
    const most = unit === 'mailbox' ? messages / 2 : 20;
    for (let sent = 0; sent < most; sent++) known.add(NOW - 7_200_000 + sent * 60_000 + index + sender.length, 1);
  }
}

/** As many ask at once as there are mailboxes; none is refused, for a no costs no write. */
async function durable(folder: string, estate: Estate, templates: Templates, addresses: string[]): Promise<Figure> {
  const ledger = await openLedger({ file: join(folder, 'ledger.db') });
  const roomy = new Map(
    [...templates.profiles].map(([name, profile]) => [name, { ...profile, limits: {}, warmup: {} }]),
  );
  const unlimited = new Map([...templates.providers].map(([name, provider]) => [name, { ...provider, limits: {} }]));
  const inventories = () => ({ estate, templates: { ...templates, profiles: roomy, providers: unlimited } });
  const throttler = openThrottler({ ledger, now: () => NOW, inventories, warmup: byLedger });
  const looks = await Promise.all(addresses.map(address => throttler.look({ mailbox: address })));
  const sending = addresses.filter((_, index) => looks[index]?.allowed);
  const mailbox = (index: number) => sending[index % sending.length] as string;
  const rateOf = stopwatch();
  let granted = 0;
  for (let from = 0; from < GRANTS; from += 10_000) {
    const asks = Array.from({ length: 10_000 }, (_, index) => throttler.take({ mailbox: mailbox(from + index) }));
    granted += (await Promise.all(asks)).filter(({ allowed }) => allowed).length;
  }
  const rate = rateOf(granted);
  await ledger.close();
  return figure(`grants on the disk, ${granted.toLocaleString('en')} in ${ledger.kind}`, rate, 20_000);
}

interface Rate {
  perSecond: number;
  /** By the second of processor time, of all threads: what a busy machine changes least. */
  perCpuSecond: number;
}

function stopwatch(): (count: number) => Rate {
  const started = performance.now();
  const before = process.cpuUsage();
  return count => {
    const { user, system } = process.cpuUsage(before);
    const perSecond = count / ((performance.now() - started) / 1000);
    return { perSecond, perCpuSecond: count / ((user + system) / 1e6) };
  };
}

const figure = (name: string, { perSecond, perCpuSecond }: Rate, target: number): Figure => ({
  name,
  measured: `${grouped(perSecond)} a second (of CPU ${grouped(perCpuSecond)})`,
  target: target.toLocaleString('en'),
  ratio: target / perSecond,
});

const grouped = (value: number): string => Math.round(value).toLocaleString('en');
