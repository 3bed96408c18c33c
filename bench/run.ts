/** `npm run bench [-- NAME…] [--times N]`: prints the figures of these benchmarks, or of all; nothing fails by them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { auditing } from './audit.ts';
import { blocklists } from './blocklists.ts';
import { rotating } from './dkim.ts';
import { events } from './events.ts';
import { ledger } from './ledger.ts';
import { mail } from './mail.ts';
import { offline } from './offline.ts';
import { scaling, story } from './online.ts';
import { type Figure, figuresTable, machine } from './report.ts';
import { simulate } from './simulate.ts';
import { throttle } from './throttle.ts';
import { warmup } from './warmup.ts';

type Benchmark = (folder: string) => Promise<{ title: string; figures: Figure[] }>;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '3' } },
});

const benchmarks: Record<string, Benchmark> = {
  offline: folder => offline(folder, Number(values.times)),
  online: folder => story(folder, { domains: 1000, latencyMs: 0 }),
  latency: folder => story(folder, { domains: 1000, latencyMs: 100 }),
  scaling,
  audit: auditing,
  blocklists,
  events,
  dkim: rotating,
  mail: folder => mail(folder, Number(values.times)),
  ledger,
  simulate,
  throttle,
  warmup,
};

const print = (text: string) => process.stdout.write(`${text}\n`);
const unknown = positionals.find(name => !(name in benchmarks));
if (unknown) {
  print(`There is no benchmark "${unknown}": ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(1);
}
print(machine());
for (const name of positionals.length > 0 ? positionals : Object.keys(benchmarks)) {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-bench-'));
  try {
    const { title, figures } = await (benchmarks[name] as Benchmark)(folder);
    print(`\n${title}\n${figuresTable(figures)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
