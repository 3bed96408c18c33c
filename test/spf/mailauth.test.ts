/**
 * The same messages against mailauth 7.1.0 in its strict mode. Where the two may differ, by choice:
 * - more than ten MX hosts are a permerror here at once; mailauth looks at ten in their order and may find a match before;
 * - a name that no query can hold costs its term a lookup here (§4.6.4 counts terms); mailauth counts queries;
 * - `%{h}`, `%{p}` and the like may give a name of one label or with digits at its end: it is asked for here, and may be void;
 *   mailauth does not ask;
 * - mailauth takes a sender's domain only where it is a host name: `_` and the like are `none` there.
 * - the nibbles of an IPv6 client in an explanation are capitals here, as the OpenSPF suite prints them.
 * The generated messages leave these out, or the comparison does, and all the rest must agree: results, lookups, void lookups, explanations.
 */
import fc from 'fast-check';
import { spf as mailauth } from 'mailauth';
import { expect, test } from 'vitest';
import { evaluateSpf, type SpfQuestion } from '../../src/spf/evaluate.ts';
import { resolverFor, type Zone } from './zone.ts';

const CODES = { found: '', absent: 'ENODATA', failed: 'ETIMEOUT' } as const;

/** The same zone in the form that mailauth asks it. */
function nodeResolver(zone: Zone) {
  const { resolve } = resolverFor(zone);
  return async (name: string, type: string): Promise<unknown[]> => {
    const answer = await resolve(name, type as 'TXT');
    if (answer.status !== 'found') throw Object.assign(new Error(answer.status), { code: CODES[answer.status] });
    if (type === 'TXT') return answer.values.map(value => [value]);
    if (type === 'MX') return answer.values.map((exchange, priority) => ({ exchange, priority }));
    return answer.values;
  };
}

async function both(question: SpfQuestion, zone: Zone) {
  const { ip, mailFrom, helo } = question;
  const ours = await evaluateSpf({ ...question, receiver: 'receiver.example' }, resolverFor(zone).resolve);
  const theirs = await mailauth({
    ...{ sender: mailFrom, ip, helo, mta: 'receiver.example', strict: true },
    resolver: nodeResolver(zone) as never,
  });
  return { ours, theirs };
}

const NAMES = ['acme.example', 'mail.acme.example', 'b.example', 'c.example'];
const CLIENTS = ['192.0.2.10', '198.51.100.7', '2001:db8::10', '::ffff:192.0.2.10'];

const name = fc.constantFrom(...NAMES, 'nowhere.example');
const qualifier = fc.constantFrom('', '+', '-', '~', '?');
const prefix = fc.constantFrom('', '', '/24', '//64', '/0//0', '/31//127', '/32//128');
const spec = fc.oneof(
  name,
  fc.constantFrom(
    '%{d}',
    '%{o}',
    '%{d2}',
    '%{h}',
    'b.%{d1}',
    '%{dr-}.list.example',
    '%{l}.list.example',
    '%{L2r+-}.list.example',
  ),
  fc.constantFrom(
    '%{ir}.%{v}.list.example',
    '%{i}.list.example',
    '%{s}.list.example',
    '%{p}.list.example',
    'x%%%_%-.list.example',
  ),
);
const ip4 = fc.constantFrom('192.0.2.10', '192.0.2.0', '198.51.100.0', '203.0.113.1');
const ip6 = fc.constantFrom('2001:db8::10', '2001:db8::', '::ffff:192.0.2.10', '::192.0.2.10', '2001:db8:1::');

const mechanism = fc.oneof(
  fc
    .tuple(fc.constantFrom('a', 'mx', 'A', 'Mx'), fc.option(spec, { nil: '' }), prefix)
    .map(([kind, at, bits]) => `${kind}${at && `:${at}`}${bits}`),
  fc.tuple(fc.constantFrom('include', 'exists', 'ptr'), spec).map(([kind, at]) => `${kind}:${at}`),
  fc.constantFrom('ptr', 'all'),
  fc.tuple(ip4, fc.constantFrom('', '/0', '/8', '/24', '/31', '/32')).map(([ip, bits]) => `ip4:${ip}${bits}`),
  fc.tuple(ip6, fc.constantFrom('', '/0', '/32', '/64', '/127', '/128')).map(([ip, bits]) => `ip6:${ip}${bits}`),
);
const broken = fc.constantFrom(
  ...[
    'a/33',
    'a//129',
    'a/024',
    'include',
    'include:',
    'exists:b.example/24',
    'ptr/24',
    'ip4:192.0.2',
    'ip4:192.0.2.1//32',
    'ip6::1::',
  ],
  ...[
    'all:x',
    'moo',
    'a:museum',
    'a:b.123',
    'a:%{x}.example',
    'a:%{c}.example',
    'a:%{d0}.example',
    'exp=',
    'redirect=-all',
    '1x=y',
  ],
  ...[
    'a:b.-example',
    'x=%',
    'redirect:b.example',
    'mx:%(d).example',
    'a:%{d}.',
    'ip4',
    'ip6:192.0.2.1',
    'a/24/64',
    '--all',
    'x=%{d',
  ],
);
const modifier = fc.oneof(
  spec.map(at => `redirect=${at}`),
  fc.constantFrom('exp=why.example', 'exp=%{d}.why.example', 'x=y', 'moo.cow-far_out=man:dog/cat', 'y=', 'z=%{c}'),
);
const term = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(qualifier, mechanism).map(parts => parts.join('')) },
  { weight: 3, arbitrary: modifier },
  { weight: 1, arbitrary: broken },
);
const record = fc
  .tuple(
    fc.array(term, { maxLength: 5 }),
    fc.constantFrom('', ' ', ' -all', ' ~all', '  ?all ', ' +all exp=why.example', ' -all exp=why.example'),
  )
  .map(([terms, end]) => `${['v=spf1', ...terms].join(' ')}${end}`);
const texts = fc.oneof(
  { weight: 12, arbitrary: record.map(text => [text]) },
  { weight: 1, arbitrary: fc.tuple(record, record) },
  { weight: 1, arbitrary: fc.constantFrom(['note'], ['note', 'v=spf1 -all'], ['v=spf10 +all'], []) },
  { weight: 1, arbitrary: fc.constant('failed' as const) },
);
const few = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.array(value, { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant('failed' as const) },
  );
const host = fc.record({
  TXT: texts,
  A: few(fc.constantFrom('192.0.2.10', '192.0.2.11', '198.51.100.7', '203.0.113.1')),
  AAAA: few(fc.constantFrom('2001:db8::10', '2001:db8::11', '2001:db8:0:1::1')),
  MX: few(fc.constantFrom(...NAMES, 'nowhere.example')),
});
const listed = fc.oneof(fc.constant(['127.0.0.2']), fc.constant([]));
const PTR_NAMES = [
  '10.2.0.192.in-addr.arpa',
  '7.100.51.198.in-addr.arpa',
  `0.1.${'0.'.repeat(22)}8.b.d.0.1.0.0.2.ip6.arpa`,
];
const LISTED = [
  '192.0.2.10.list.example',
  '10.2.0.192.in-addr.list.example',
  'alex.list.example',
  'reed.list.example',
  'mail.acme.example.list.example',
];

const zone = fc
  .record({
    hosts: fc.tuple(host, host, host, host),
    ptr: fc.array(few(fc.constantFrom(...NAMES)), { minLength: 3, maxLength: 3 }),
    listed: fc.array(listed, { minLength: LISTED.length, maxLength: LISTED.length }),
    why: few(fc.constantFrom('See %{d} for %{i}.', '%{s} %{r} %{c}', 'bad %{x}', 'grüße', '100%')),
  })
  .map(
    ({ hosts, ptr, listed, why }): Zone => ({
      ...Object.fromEntries(
        hosts.flatMap((each, at) => Object.entries(each).map(([type, values]) => [`${NAMES[at]} ${type}`, values])),
      ),
      ...Object.fromEntries(ptr.map((values, at) => [`${PTR_NAMES[at]} PTR`, values])),
      ...Object.fromEntries(listed.map((values, at) => [`${LISTED[at]} A`, values])),
      'why.example TXT': why,
    }),
  );

const question = fc.record({
  ip: fc.constantFrom(...CLIENTS),
  mailFrom: fc.constantFrom('alex@acme.example', 'alex+reed-x@b.example', '', '@acme.example', '"a@b"@acme.example'),
  helo: fc.constantFrom('mail.acme.example', 'b.example', 'nowhere.example'),
});

test('our result is that of mailauth, with the same lookups and the same explanation', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(question, zone, async (asked, data) => {
      const { ours, theirs } = await both(asked, data);
      seen.set(ours.result, (seen.get(ours.result) ?? 0) + 1);
      expect(ours.result, ours.reason).toBe(theirs.status.result);
      if (ours.result === 'permerror' || ours.result === 'temperror' || ours.result === 'none') return;
      expect(ours.lookups).toBe(theirs.lookups?.count);
      expect(ours.voidLookups).toBe(theirs.lookups?.void);
      const { explanation } = theirs as { explanation?: string };
      expect(ours.explanation?.toLowerCase()).toBe(explanation?.toLowerCase());
    }),
    { numRuns: 1500 },
  );
  // The generator reaches every result, or it would prove little.
  expect([...seen.keys()].sort()).toEqual(['fail', 'neutral', 'none', 'pass', 'permerror', 'softfail', 'temperror']);
});
