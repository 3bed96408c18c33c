/** `mailyard blocklists check` of 300 domains and 50 addresses against the twins of all lists. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { best, mailyard } from './measure.ts';
import { type Figure, usageFigure } from './report.ts';

const DOMAINS = 300;
const ADDRESSES = 50;
/** What is listed; everything else that is said to be is a false word. */
const LISTED = [
  'spamhaus-dbl=d7.example',
  'surbl=d8.example',
  'uribl=d9.example',
  'spamhaus-zen=192.0.2.7',
  'spamcop=192.0.2.8',
];

interface Document {
  lists: { list: string; health: string }[];
  results: { target: string; list: string; verdict: string }[];
}

export async function blocklists(folder: string): Promise<{ title: string; figures: Figure[] }> {
  writeInventory(join(folder, 'domains'));
  const server = fork(join(import.meta.dirname, 'blocklist-server.ts'), LISTED);
  try {
    const [{ port, env: keys }] = (await once(server, 'message')) as [{ port: number; env: Record<string, string> }];
    const env = { ...keys, MAILYARD_DNS: `127.0.0.1:${port}` };
    const command = ['blocklists', 'check', '--confirm-after', '0s', '--json'];
    const run = await best(3, () => mailyard(command, folder, { env, codes: [2] }));
    const { lists, results } = JSON.parse(run.output) as Document;
    const listed = results.filter(({ verdict }) => verdict === 'listed').map(({ list, target }) => `${list}=${target}`);
    const wrong = results.length - results.filter(({ verdict }) => verdict === 'clean').length - LISTED.length;
    const missed = LISTED.filter(entry => !listed.includes(entry)).length;
    return {
      title: `Blocklists: ${DOMAINS} domains and ${ADDRESSES} addresses on ${lists.length} lists, ${results.length.toLocaleString('en')} questions and their tests`,
      figures: [
        { ...usageFigure('check', run), target: '5 s', ratio: run.wall / 5 },
        {
          name: 'false or missed listings',
          measured: String(wrong + missed),
          target: 'none',
          ratio: 1 + wrong + missed,
        },
      ],
    };
  } finally {
    server.kill();
  }
}

function writeInventory(domains: string): void {
  mkdirSync(domains);
  writeFileSync(join(domains, 'estate.yaml'), 'organization: Acme\n');
  const lines = Array.from({ length: DOMAINS }, (_, at) => {
    const sending = at < ADDRESSES ? `, sendingIps: [192.0.2.${at}]` : '';
    return `  - { domain: d${at}.example, mailProvider: none${sending} }`;
  });
  writeFileSync(join(domains, 'pool-a.yaml'), `${['segment: pool-a', 'domains:', ...lines].join('\n')}\n`);
}
