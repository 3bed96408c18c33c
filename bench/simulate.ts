/** `mailyard sandbox simulate`: the first six weeks of 30 domains with 3 mailboxes each, with a fault of every kind that costs something. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mailyard } from './measure.ts';
import { type Figure, usageFigure } from './report.ts';

const DOMAINS = 30;
const MAILBOXES = 3;
const WEEKS = 6;
const TARGET = 60;

interface Document {
  messages: number;
  mailboxes: number;
  invariants: { broken: string[] }[];
  days: { domain: string }[];
}

export async function simulate(folder: string): Promise<{ title: string; figures: Figure[] }> {
  writeInventory(join(folder, 'domains'));
  writeFileSync(join(folder, 'faults.yaml'), FAULTS);
  const command = ['sandbox', 'simulate', '--weeks', String(WEEKS), '--start', '2026-11-30', '--json'];
  const run = await mailyard([...command, '--faults', 'faults.yaml'], folder);
  const { messages, mailboxes, invariants, days } = JSON.parse(run.output) as Document;
  const domains = new Set(days.map(({ domain }) => domain)).size;
  const broken = invariants.flatMap(({ broken }) => broken).length;
  return {
    title: `Simulation: ${WEEKS} weeks of ${domains} domains and ${mailboxes} mailboxes, ${messages.toLocaleString('en')} messages`,
    figures: [
      { ...usageFigure('simulate', run), target: `${TARGET} s`, ratio: run.wall / TARGET },
      { name: 'what did not hold', measured: String(broken), target: 'none', ratio: 1 + broken },
    ],
  };
}

function writeInventory(domains: string): void {
  mkdirSync(domains, { recursive: true });
  const identities = ['alex', 'sam', 'kim'].map(user => `  - { user: ${user}, name: ${user} }`);
  writeFileSync(join(domains, 'estate.yaml'), ['organization: Acme', 'identities:', ...identities, ''].join('\n'));
  const lines = Array.from({ length: DOMAINS }, (_, at) => `  - d${at}.example`);
  writeFileSync(
    join(domains, 'pool-a.yaml'),
    [
      'segment: pool-a',
      'profile: high-volume',
      'defaults:',
      '  mailProvider: migadu',
      `  mailboxes: ${MAILBOXES}`,
      '  timezone: Europe/Berlin',
      '  rules: { terms-conflict: { level: off, reason: A benchmark sends to nobody } }',
      'domains:',
      ...lines,
      '',
    ].join('\n'),
  );
}

const FAULTS = `faults:
  - { day: 9, fault: listing, list: spamhaus-dbl, domain: d1.example, days: 4 }
  - { day: 16, fault: bounces, domain: d2.example, rate: 0.07, days: 5 }
  - { day: 20, fault: outage, of: cloudflare, hours: 30 }
  - { day: 30, fault: leaked-key, domain: d3.example }
`;
