/** Mistakes in the `api` section of a template: each is found where it stands, with the way out. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import schema from '../../schema/api.schema.json' with { type: 'json' };
import type {
  ApiCall,
  ApiDescription,
  ApiError,
  DomainApi,
  ListCall,
  MailboxApi,
  MailboxFields,
  Paging,
} from '../../src/inventory/api.ts';
import { readTemplates } from '../../src/inventory/templates.ts';

const example = readFileSync(join(import.meta.dirname, '../../examples/rest/providers/mailhost.yaml'), 'utf8');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mailyard-api-'));
  mkdirSync(join(dir, 'providers'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** `line:column rule message → fix` of the example with these changes. */
function findings(...changes: [from: string | RegExp, to: string][]): string[] {
  const text = changes.reduce((text, [from, to]) => text.replace(from, to), example);
  if (text === example && changes.length > 0) throw new Error(`The example has no ${changes}.`);
  writeFileSync(join(dir, 'providers/mailhost.yaml'), text);
  return readTemplates([dir]).findings.map(
    ({ line, column, rule, message, fix }) => `${line}:${column} ${rule} ${message}${fix ? ` → ${fix}` : ''}`,
  );
}

/** Where in the example a text begins, `line:column`. */
function placeOf(text: string): string {
  const before = example.slice(0, example.indexOf(text)).split('\n');
  return `${before.length}:${(before.at(-1) as string).length + 1}`;
}

test('the example is clean', () => expect(findings()).toEqual([]));

const mistakes: [what: string, changes: [string | RegExp, string][], place: string, said: string][] = [
  [
    'a placeholder that nothing fills in',
    [["display_name: '{name}'", "display_name: '{nam}'"]],
    "'{name}'",
    'undeclared-placeholder `{nam}` has no value here. → Write `{name}`.',
  ],
  [
    'a placeholder of another call',
    [['GET /mailboxes/{address}', 'GET /mailboxes/{address}?as={password}']],
    'GET /mailboxes/{address}',
    'undeclared-placeholder `{password}` has no value here. → There are: {address}, {user}, {domain}, {url}.',
  ],
  [
    'a password in a URL',
    [['PUT /mailboxes/{address}/password', 'PUT /mailboxes/{address}/{password}']],
    'PUT /mailboxes/{address}/password',
    'undeclared-placeholder A password never stands in a URL. → Send it in `body`.',
  ],
  [
    'a secret outside auth',
    [["{ domain: '{domain}' }", "{ domain: '{domain}', key: '{MAILHOST_TOKEN}' }"]],
    "{ domain: '{domain}' }",
    'undeclared-placeholder `{MAILHOST_TOKEN}` is a secret, and would be seen here. → Use it in `auth`.',
  ],
  [
    'an id that no field has',
    [['DELETE /mailboxes/{address}', 'DELETE /mailboxes/{id}']],
    'DELETE /mailboxes/{address}',
    'undeclared-placeholder `{id}` has no value here. → Say under `fields.id` where a mailbox shows its key; `list` and `create` have none yet.',
  ],
  [
    'a brace without its partner',
    [['GET /mailboxes/{address}', 'GET /mailboxes/{address}}']],
    'GET /mailboxes/{address}',
    'undeclared-placeholder `GET /mailboxes/{address}}` has a brace without its partner. → Write placeholders as `{name}`.',
  ],
  [
    'a call without a method',
    [['GET /account', '/account']],
    'GET /account',
    'bad-value `/account` is no call. → Write method and path, as in `POST /mailboxes` or `GET /mailboxes/{address}`.',
  ],
  [
    'a path with spaces',
    [['email\n', 'the email\n']],
    'email\n',
    'bad-value `the email` must be names with dots between them, such as `data.email`.',
  ],
  [
    'a setting that is sent and cannot be seen again',
    [['      name: display_name\n', '\n']],
    'update:',
    'bad-api `{name}` is sent, and no field says where a mailbox shows it, so that Mailyard cannot see whether it is so. → Write `name:` and its path under `fields`.',
  ],
  [
    'a setting that is made and cannot be changed',
    [
      [
        "        smtp_relay: '{smtpAccess}'\n        sending_limit_per_day: '{dailyLimit}'\n        signature",
        '        signature',
      ],
    ],
    'create:',
    'bad-api `{smtpAccess}` is set when a mailbox is made, and no call changes it later. → Put `{smtpAccess}` into the body of `update`.',
  ],
  [
    'a mailbox without a password',
    [["        password: '{password}'\n", '']],
    'create:',
    'bad-api This call neither sends a password nor is there one in its answer. → Put `{password}` into its body, or say under `fields.password` where the answer shows it.',
  ],
  [
    'no way to see which mailbox an answer is about',
    [['      address: email\n', '']],
    'fields:',
    'bad-api No field tells which mailbox an answer is about. → Write `address:` and where it stands.',
  ],
  [
    'a list of all domains without whole addresses',
    [
      ['      address: email\n', '      user: local\n'],
      ["      query: { domain: '{domain}' }\n", '\n'],
    ],
    'list:',
    'bad-api Nothing tells whose domain a listed mailbox is of. → Ask for one domain with `{domain}`, or say under `fields.address` where the whole address stands.',
  ],
  [
    'a call that is for no mailbox',
    [['call: DELETE /mailboxes/{address}', 'call: DELETE /mailboxes']],
    'delete:',
    'bad-api This call does not say which mailbox it is for. → Name it: `{address}`.',
  ],
  [
    'a call that is for no domain',
    [['DELETE /domains/{domain}', 'DELETE /domains']],
    'remove:',
    'bad-api This call does not say which domain it is for. → Name it: `{domain}`.',
  ],
  [
    'pages without a way to the next',
    [['page: page, ', '']],
    'paging:',
    'bad-api Pages have no way to the next. → Write one of `page`, `offset`, `next` and `link: true`.',
  ],
  [
    'pages without an end',
    [['size: per_page, items: 100, total: total', 'first: 0']],
    'paging:',
    'bad-api Nothing says which page is the last. → Write `size` and `items`, or `total`.',
  ],
  [
    'a size without a number',
    [['items: 100, ', '']],
    'paging:',
    'bad-api `size` is the name in the query, `items` the number: it takes both. → Write the other one too.',
  ],
  [
    'a cursor that comes from nowhere',
    [['page: page,', 'page: page, cursor: after,']],
    'page: page,',
    'bad-api No path says where the token is. → Write `next`, such as `meta.next`.',
  ],
  [
    'a secret that nothing uses',
    [["{ bearer: '{MAILHOST_TOKEN}' }", "{ bearer: '{url}' }"]],
    'MAILHOST_TOKEN:',
    'bad-api Nothing uses `{MAILHOST_TOKEN}`. → Use it in `auth`, or remove it.',
  ],
  [
    'a setting of the account that nothing uses',
    [["baseUrl: '{url}'", 'baseUrl: https://api.mailhost.example']],
    'url: {',
    'bad-api Nothing uses `{url}`. → Use it in `baseUrl`, `auth` or a call, or remove it.',
  ],
  [
    'an API in clear',
    [["baseUrl: '{url}'", "baseUrl: 'http://{url}'"]],
    "'{url}'",
    'bad-api `http://{url}` does not begin with https://. → Passwords go through it: use https.',
  ],
  [
    'a value that the template does not have',
    [['verification: verification.txt', 'proof: verification.txt']],
    'verification.txt',
    'bad-api `proof` is no value of this template. → Declare it under `provided`.',
  ],
  [
    'an error that is every answer',
    [["{ at: error.code, pattern: '^(mailbox|domain)_exists$', is: exists }", '{ is: exists }']],
    "{ at: error.code, pattern: '^(mailbox",
    'bad-api This is every answer. → Write `status`, `at`, or both.',
  ],
  [
    'a pattern that is none',
    [["'^unknown_domain$'", "'('"]],
    "'^unknown_domain$'",
    'bad-pattern `(` is not a regular expression.',
  ],
  [
    'a meaning that there is not',
    [['is: early', 'is: earli']],
    'early',
    'bad-value `api.errors[1].is` must be exists, missing, refused, credentials, forbidden, limited, early or lost, and is `earli`. → Did you mean `early`?',
  ],
  [
    'a mistyped key',
    [['setPassword:', 'setPasword:']],
    'setPassword:',
    'unknown-key `setPasword` is no key of `api.mailboxes`. → Did you mean `setPassword`?',
  ],
];

describe('a mistake is found at its place', () => {
  test.each(mistakes)('%s', (_, changes, place, said) => {
    const found = findings(...changes);
    // Its first line, wherever in a flow map it stands.
    expect(found.map(text => text.split(' ').slice(1).join(' '))).toContain(said);
    const at = found.find(text => text.endsWith(said))?.split(' ')[0];
    expect(at?.split(':')[0]).toBe(placeOf(place).split(':')[0]);
  });

  test('with its column', () => {
    expect(findings(["display_name: '{name}'", "display_name: '{nam}'"])[0]).toMatch(`${placeOf("'{name}'")} `);
  });

  test('a call that is not described at all', () => {
    const [found] = findings([/ {4}list:\n( {6}.*\n)+/, '']);
    expect(found).toBe(`${placeOf('mailboxes:\n    fields')} missing-key \`api.mailboxes\` needs \`list\`.`);
  });

  test('calls that suspend without a way back, or beside another way', () => {
    const added = (text: string) =>
      findings(['    setPassword:\n', `${text}    setPassword:\n`]).map(found => found.split(' bad-api ')[1]);
    const suspend = '    suspend: { call: "POST /mailboxes/{address}/suspend" }\n';
    expect(added(suspend)).toEqual([
      '`suspend` has no counterpart. → Describe both `suspend` and `activate`.',
      '`update` takes `{state}` already. → Remove one of the two ways.',
    ]);
    const [found] = findings(
      ['    setPassword:\n', `${suspend}    activate: { call: POST /mailboxes/activate }\n    setPassword:\n`],
      ["        status: '{state}'\n", ''],
    );
    expect(found).toContain('This call does not say which mailbox it is for.');
  });

  test('nothing to make', () => {
    const [found] = findings([/ {2}mailboxes:\n[\s\S]*? {2}errors:/, '  errors:']);
    expect(found).toContain('bad-api Nothing can be made by this API. → Describe `mailboxes`.');
  });

  test('ways of proving who asks that exclude each other, or prove nothing', () => {
    const auth = (text: string) =>
      findings(["{ bearer: '{MAILHOST_TOKEN}' }", text]).map(found => found.split(' → ')[0]);
    const line = placeOf('auth:').split(':')[0];
    expect(auth("{ bearer: '{MAILHOST_TOKEN}', basic: 'a:{MAILHOST_TOKEN}' }")).toEqual([
      `${line}:3 bad-api \`bearer\` and \`basic\` are one header.`,
    ]);
    expect(auth("{ basic: '{MAILHOST_TOKEN}' }")).toEqual([
      `${line}:18 bad-api Between user and password stands a colon.`,
    ]);
    expect(auth('{}')).toContain(`${line}:3 bad-api No secret proves who asks.`);
  });
});

test('the schema knows exactly the keys that the types have', () => {
  const { definitions, properties } = schema;
  const call = { call: true, query: true, body: true, item: true } satisfies Record<keyof ApiCall, true>;
  const keys: [object, object][] = [
    [
      properties,
      {
        ...{ baseUrl: true, account: true, secrets: true, auth: true, rate: true, passwords: true, check: true },
        ...{ mailboxes: true, domains: true, errors: true, said: true },
      } satisfies Record<keyof ApiDescription, true>,
    ],
    [definitions.call.properties, call],
    [
      properties.mailboxes.properties,
      {
        ...{ fields: true, list: true, read: true, create: true, update: true, replaces: true, setPassword: true },
        ...{ delete: true, suspend: true, activate: true },
      } satisfies Record<keyof MailboxApi, true>,
    ],
    [
      definitions.list.properties,
      { call: true, query: true, body: true, items: true, paging: true } satisfies Record<
        Exclude<keyof ListCall, 'item'>,
        true
      >,
    ],
    [
      definitions.list.properties.paging.properties,
      {
        ...{ page: true, first: true, offset: true, size: true, items: true, total: true, next: true, cursor: true },
        link: true,
      } satisfies Record<keyof Paging, true>,
    ],
    [
      definitions.fields.properties,
      {
        ...{ id: true, address: true, user: true, name: true, aliases: true, forwardTo: true, dailyLimit: true },
        ...{ signature: true, state: true, smtpAccess: true, password: true, login: true, created: true },
        lastActivity: true,
      } satisfies Record<keyof MailboxFields, true>,
    ],
    [
      properties.domains.properties,
      { add: true, read: true, verify: true, remove: true, ready: true, values: true } satisfies Record<
        keyof DomainApi,
        true
      >,
    ],
    [
      definitions.error.properties,
      { status: true, at: true, pattern: true, is: true, fix: true } satisfies Record<keyof ApiError, true>,
    ],
  ];
  for (const [inSchema, inTypes] of keys) expect(Object.keys(inSchema).sort()).toEqual(Object.keys(inTypes).sort());
});
