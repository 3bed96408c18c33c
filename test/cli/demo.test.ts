/** `mailyard demo` as a newcomer starts it: one run, all scenes, nothing left behind, nothing of the user's touched. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { SceneFailure, expect as told } from '../../src/cli/sandbox/demo/scene.ts';

const BIN = join(import.meta.dirname, '../../bin/mailyard');

let folder: string;
let output: string;
let errors: string;
let code: number | null;
/** Calls that reached the Cloudflare of the user's own settings. */
let strayCalls = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mailyard-demo-test-'));
  for (const name of ['work', 'home', 'cache', 'temp']) mkdirSync(join(folder, name));
  const real = createServer((_, response) => {
    strayCalls += 1;
    response.writeHead(500).end();
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => real.once('listening', resolve));
  await run(`http://127.0.0.1:${(real.address() as AddressInfo).port}`);
  return () => {
    real.close();
    rmSync(folder, { recursive: true, force: true });
  };
});

/** With settings that would lead it astray if it looked at them. */
function run(baseUrl: string): Promise<void> {
  const { PATH, NODE_OPTIONS } = process.env;
  const astray = {
    CLOUDFLARE_API_TOKEN: 'the-real-token-of-the-user-0123456789abcdef',
    CLOUDFLARE_BASE_URL: baseUrl,
    MAILYARD_TODAY: '2030-01-01',
    MAILYARD_ALLOW: 'domain=*',
    MAILYARD_CLOUDFLARE_RATE: '1/300',
    PULUMI_BACKEND_URL: `file://${join(folder, 'work')}`,
  };
  const homes = { HOME: join(folder, 'home'), XDG_CACHE_HOME: join(folder, 'cache'), TMPDIR: join(folder, 'temp') };
  const env = { PATH, NODE_OPTIONS, ...homes, ...astray };
  const child = spawn(BIN, ['demo'], { cwd: join(folder, 'work'), env });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  return new Promise(resolve =>
    child.once('close', ended => {
      ({ stdout: output, stderr: errors } = said);
      code = ended;
      resolve();
    }),
  );
}

test('every scene does what it tells: exit code 0, and nothing on stderr', () => {
  expect(errors).toBe('');
  expect(code).toBe(0);
});

/** What each scene must have shown, in this order. */
const scenes: [title: string, shows: string[]][] = [
  ['The estate: five segments', ['Segment ', 'primary ', 'pool-a ', 'pool-b ', 'transactional ', 'monitoring ']],
  ['Is it right?', ['$ mailyard check', 'Acme: 17 domains and 38 mailboxes in 5 segments.']],
  ['What would happen?', ['$ mailyard plan', '+ 140 to create; 0 records unchanged.', 'more lines']],
  ['Make it so', ['$ mailyard up --yes --engine embedded', '140 records in 35 calls']],
  ['Is it really served?', ['all    140      140     0        0', '140 records verified by 133 DNS queries']],
  ['Again: nothing to do', ['Nothing to do: 140 records unchanged.', 'more lines']],
  [
    'Someone changes a record by hand',
    ['$ mailyard drift', '1 record changed by hand', '$ mailyard up --refresh', '1 zone done'],
  ],
  ["Someone else's record", ['sendingIps: [192.0.2.25]', 'failed  acme-people.example', '0 zones done, 1 failed']],
  [
    'One line in the inventory',
    ['dmarc: { policy: quarantine', '~ 1 to change; 139 records unchanged.', '1 zone done'],
  ],
  ['A live domain is deleted', ['-   - acme-direct.example', '--allow domain=acme-direct.example']],
  ['A broken inventory', ['pool-c.yaml:4:3  error  unknown-key', 'Did you mean `mailProvider`?', '6 errors']],
  [
    'Mailboxes as code: three accounts',
    ['+ accounts:', '+   migadu: { user:', '$ mailyard plan', '+ 35 mailboxes to make, + 12 domains at mail providers'],
  ],
  [
    'They are made',
    [
      '12 zones and 35 mailboxes done',
      'google-workspace  5        5      15',
      'the MX of all 12 domains',
      'none changed',
    ],
  ],
  ['Again: still nothing to do', ['Nothing to do: 152 records unchanged.', 'No call to Cloudflare, Google or Migadu']],
  [
    'Someone renames a mailbox',
    ['$ mailyard up --refresh', '~ 1 mailbox to change', 'name "Sales Team" → "Sam Lopez"', '1 mailbox done'],
  ],
  ['Three mailboxes become five', ['+     mailboxes: 5', 'Plan: + 2 mailboxes to make;', '2 mailboxes done']],
  [
    'A mailbox that was there before',
    ['differs: name: there "N.', '0 zones done, 1 failed', '+     adopt: true', '1 mailbox done', '3 made, 1 adopted'],
  ],
  ['What is left to a person', ['$ mailyard todo', 'To do by hand: 5 steps at 3 domains.', 'Set-DkimSigningConfig']],
  [
    'The runtime: a new domain of pool A',
    [
      '+   - domain: acme-letters.example',
      'my20261122a._domainkey.acme-letters.example is published',
      '$ mailyard run --once dkim',
      'my20261122a signs for acme-letters.example',
    ],
  ],
  [
    'Day one of six weeks',
    [
      '$ mailyard warmup advance',
      '3 warm-ups: 3 started.',
      '50 messages may be sent today',
      ...['week 1       50 a day', 'week 2      200 a day', 'week 3    1,000 a day'],
      ...['week 4    5,000 a day', 'week 5   10,000 a day', 'week 6   25,000 a day'],
    ],
  ],
  [
    'An hour has its share',
    [
      ...['may send 5 messages now.', 'may send from 09:00 (Europe/Berlin): 5 of 5 from 08:00 to 09:00'],
      'may send from Tue 24 Nov 2026 08:00 (Europe/Berlin): 50 of 50',
    ],
  ],
  [
    'What blocklists say',
    [
      ...[
        '$ mailyard blocklists check',
        '1 listed, ',
        '- listed: acme-mail.example at SURBL',
        'Removal: https://surbl.org',
      ],
      ...['$ mailyard run --once blocklists', '0 listed, ', '- off the list: acme-mail.example at SURBL'],
    ],
  ],
  [
    'What became of the mail: two alerts',
    [
      ...['$ mailyard events import', 'acme-reach.example: 3.2 % of its messages bounced'],
      ...['acme-people.example: 0.167 % of its messages were complained about', '0.08 % is the limit'],
      ...[
        'In Slack',
        'Mailyard (mailyard): 1 critical, 2 warning',
        'acme-reach.example: 3.2 %',
        'acme-people.example: 0.167 %',
      ],
    ],
  ],
  [
    'One domain goes on to its second week',
    [
      ...['3 warm-ups: 2 advanced, 1 held.', 'acme-letters.example  advanced ', 'acme-reach.example    held '],
      ...['six-week        2 of 6  150', 'six-week        1 of 6  0 ', 'alex.reed@acme-reach.example may not send'],
    ],
  ],
  [
    'A new DKIM key',
    [
      ...['$ mailyard dkim rotate', 'my20261130a._domainkey.acme-letters.example is published'],
      ...['signed with my20261122a, dkim=pass', 'OpenDKIM was told to sign', 'signed with my20261130a, dkim=pass'],
      ...['1 retiring, 1 active', 'revoked from'],
    ],
  ],
];

describe('scene', () => {
  test.each(scenes.map(([title, shows], at) => ({ number: at + 1, title, shows })))(
    '$number: $title',
    ({ number, title, shows }) => {
      const text = sceneText(number);
      expect(text.split('\n', 1)[0]).toContain(`${number}. ${title}`);
      let rest = text;
      for (const shown of shows) {
        expect(rest).toContain(shown);
        rest = rest.slice(rest.indexOf(shown) + shown.length);
      }
    },
  );
});

function sceneText(number: number): string {
  const after = output.slice(output.indexOf(`\n${number}. `) + 1);
  const next = after.search(/\n(\d+\. |That was )/);
  return after.slice(0, next < 0 ? undefined : next);
}

test('it ends with figures and what to do next', () => {
  const end = output.slice(output.indexOf('\nThat was '));
  expect(end).toMatch(
    /18 domains, 41 mailboxes, 157 records; \d+ Cloudflare calls, \d+ calls to mail providers, \d+\.\d s\./,
  );
  expect(end.match(/^ {2}bin\/mailyard \w+/gm)).toHaveLength(3);
});

test('nothing in it has to be waited for: no mail provider is asked more often than it allows', () => {
  expect(output).not.toContain('Waiting');
});

test('it fits into 100 columns and has no colours where there is no terminal', () => {
  expect(Math.max(...output.split('\n').map(line => line.length))).toBeLessThanOrEqual(100);
  expect(output).not.toContain('\u001b');
});

test("it leaves nothing behind and touches nothing of the user's", () => {
  expect(strayCalls).toBe(0);
  for (const name of ['work', 'cache']) expect(readdirSync(join(folder, name)), name).toEqual([]);
  expect(readdirSync(join(folder, 'temp')).filter(name => name.includes('mailyard'))).toEqual([]);
});

test('no path of the machine is in its output, so that it can be quoted', () => {
  expect(output).not.toContain(folder);
  expect(output).not.toContain('127.0.0.1:');
});

test('what a scene tells and is not so ends it', () => {
  expect(() => told(false, 'the record is as it was')).toThrow(SceneFailure);
  expect(() => told(true, 'the record is as it was')).not.toThrow();
});
