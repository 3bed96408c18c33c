/** Each check on a domain outside the estate: what is wrong with it, and nothing else. */
import { describe, expect, test } from 'vitest';
import { reply } from '../dns/twin.ts';
import { auditIn, DOMAIN, GOOD, type Handler, type Names, namesReply, soa } from './world.ts';

const mx = (exchange: string, preference = 10) => ({ preference, exchange });

async function rules(check: string, names: Names): Promise<Record<string, string>> {
  return (await auditIn({ ...GOOD, ...names })).rules(check);
}

test('a sound domain has nothing against it but that its selectors cannot be listed', async () => {
  const { found, rules } = await auditIn(GOOD);
  expect(rules()).toEqual({ 'dkim-selector': 'unknown' });
  expect(found.checks.map(({ check }) => check)).toEqual([
    ...[
      'delegation',
      'parent',
      'soa',
      'mx',
      'reverse',
      'spf',
      'dkim',
      'dmarc',
      'return-path',
      'mta-sts',
      'tls-rpt',
      'bimi',
      'strays',
      'caa',
      'dnssec',
      'dane',
      'servers',
    ],
  ]);
});

const explained = (name: string): Names => ({ 'acme.example TXT': [`v=spf1 -all exp=${name}`] });

describe('mx', () => {
  test.each<[string, Names, Record<string, string>]>([
    ['none, but an address', { 'acme.example MX': [], 'acme.example A': ['192.0.2.80'] }, { 'mx-implicit': 'warn' }],
    ['none at all', { 'acme.example MX': [] }, { 'mx-none': 'fail' }],
    [
      'none at a domain that sends nothing',
      { 'acme.example MX': [], 'acme.example TXT': ['v=spf1 -all'] },
      { 'mx-none': 'warn' },
    ],
    ['a host without an address', { 'mx.acme.example A': [] }, { 'mx-host-missing': 'fail' }],
    [
      'a host that is an alias',
      {
        'mx.acme.example A': [],
        'mx.acme.example CNAME': ['real.acme.example'],
        'real.acme.example A': ['192.0.2.26'],
      },
      { 'mx-alias': 'warn' },
    ],
    ['an address in place of a host', { 'acme.example MX': [mx('192.0.2.25')] }, { 'mx-address': 'fail' }],
    ['a private address', { 'mx.acme.example A': ['10.0.0.1'] }, { 'mx-private': 'fail' }],
    [
      'a private address beside a public one',
      { 'mx.acme.example A': ['10.0.0.1', '192.0.2.25'] },
      { 'mx-private': 'warn' },
    ],
    [
      'a host twice',
      { 'acme.example MX': [mx('mx.acme.example'), mx('mx.acme.example', 20)] },
      { 'mx-repeated': 'warn' },
    ],
    ['a null MX where nobody sends', { 'acme.example MX': [mx('.', 0)], 'acme.example TXT': ['v=spf1 -all'] }, {}],
    ['a null MX where somebody sends', { 'acme.example MX': [mx('.', 0)] }, { 'null-mx-sender': 'warn' }],
    [
      'a null MX with a preference',
      { 'acme.example MX': [mx('.', 10)], 'acme.example TXT': ['v=spf1 -all'] },
      { 'null-mx-priority': 'warn' },
    ],
    [
      'a null MX beside another',
      { 'acme.example MX': [mx('.', 0), mx('mx.acme.example')] },
      { 'null-mx-others': 'fail' },
    ],
  ])('%s', async (_, names, expected) => {
    expect(await rules('mx', names)).toEqual(expected);
  });
});

describe('spf', () => {
  test.each<[string, Names, Record<string, string>]>([
    ['none', { 'acme.example TXT': ['hello'] }, { 'spf-missing': 'fail' }],
    ['two', { 'acme.example TXT': ['v=spf1 -all', 'v=spf1 mx -all'] }, { 'spf-several': 'fail' }],
    [
      'an include of nothing',
      { 'acme.example TXT': ['v=spf1 include:gone.example -all'] },
      { 'spf-target-none': 'fail' },
    ],
    ['everybody', { 'acme.example TXT': ['v=spf1 +all'] }, { 'spf-pass-all': 'fail' }],
    ['a Sender ID record', { 'acme.example TXT': ['v=spf1 -all', 'spf2.0/pra -all'] }, { 'spf-sender-id': 'warn' }],
    ['an explanation that is not there', explained('e.acme.example'), { 'spf-exp': 'warn' }],
    ['an explanation by the domain', { ...explained('e.%{d}'), 'e.acme.example TXT': ['%{i} may not.'] }, {}],
    ['two explanations', { ...explained('e.%{d}'), 'e.acme.example TXT': ['No.', 'Never.'] }, { 'spf-exp': 'warn' }],
    [
      'an explanation that breaks off',
      { ...explained('e.%{d}'), 'e.acme.example TXT': ['%{i'] },
      { 'spf-exp': 'warn' },
    ],
    ['an explanation for each message', explained('%{i}.acme.example'), {}],
    [
      'an explanation of what is included',
      {
        'acme.example TXT': ['v=spf1 include:s.example -all'],
        's.example TXT': ['v=spf1 ip4:192.0.2.1 -all exp=gone.example'],
      },
      {},
    ],
    [
      'an explanation behind a redirect',
      { 'acme.example TXT': ['v=spf1 redirect=s.example'], 's.example TXT': ['v=spf1 -all exp=gone.example'] },
      { 'spf-exp': 'warn' },
    ],
    ['a slip', { 'acme.example TXT': ['v=spf1;mx -all'] }, { 'spf-missing': 'fail', 'spf-near-miss': 'fail' }],
  ])('%s', async (_, names, expected) => {
    expect(await rules('spf', names)).toEqual(expected);
  });

  test('an explanation that nobody can tell is unknown', async () => {
    const names = { ...GOOD, ...explained('e.watch.example') };
    const good = namesReply(names);
    const refusing: Handler = asked =>
      asked.name === 'e.watch.example' ? reply(asked, [], { rcode: 2 }) : good(asked);
    const { rules: told, finding } = await auditIn(names, { resolverSays: refusing });
    expect(told('spf')).toEqual({ 'spf-exp-unanswered': 'unknown' });
    expect(finding('spf-exp-unanswered').evidence).toContain('TXT e.watch.example');
  });

  test('the price is counted through includes, and over ten fails', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 6 }, (_, at) => [`s${at}.example TXT`, [`v=spf1 include:t${at}.example ~all`]]),
    );
    const more = Object.fromEntries(
      Array.from({ length: 6 }, (_, at) => [`t${at}.example TXT`, ['v=spf1 ip4:192.0.2.1 ~all']]),
    );
    const includes = Array.from({ length: 6 }, (_, at) => `include:s${at}.example`).join(' ');
    const world = await auditIn({ ...GOOD, ...many, ...more, 'acme.example TXT': [`v=spf1 ${includes} -all`] });
    expect(world.check('spf')).toMatchObject({ verdict: 'fail', message: expect.stringContaining('12 lookups') });
  });
});

describe('dmarc', () => {
  const consented = {
    'acme.example._report._dmarc.watch.example TXT': ['v=DMARC1'],
    'watch.example MX': [mx('mx.watch.example')],
  };
  const record = (text: string): Names => ({ '_dmarc.acme.example TXT': [text] });
  const away = record('v=DMARC1; p=reject; rua=mailto:d@watch.example');

  test.each<[string, Names, Record<string, string>]>([
    ['none', { '_dmarc.acme.example TXT': [] }, { 'dmarc-missing': 'fail' }],
    [
      'two',
      { '_dmarc.acme.example TXT': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] },
      { 'dmarc-missing': 'fail', 'dmarc-several': 'fail' },
    ],
    ['a slip in the version', record('v=dmarc1; p=reject'), { 'dmarc-missing': 'fail', 'dmarc-near-miss': 'fail' }],
    [
      'one at the domain itself',
      { 'acme.example TXT': ['v=spf1 -all', 'v=DMARC1; p=none'] },
      { 'dmarc-place': 'warn' },
    ],
    ['only watching', record('v=DMARC1; p=none; rua=mailto:d@acme.example'), { 'dmarc-none': 'warn' }],
    ['weaker below', record('v=DMARC1; p=reject; sp=none; rua=mailto:d@acme.example'), { 'dmarc-subdomains': 'warn' }],
    ['testing', record('v=DMARC1; p=reject; t=y; rua=mailto:d@acme.example'), { 'dmarc-testing': 'warn' }],
    ['no reports', record('v=DMARC1; p=reject'), { 'dmarc-no-reports': 'warn' }],
    ['a bad policy', record('v=DMARC1; p=stop; rua=mailto:d@acme.example'), { 'dmarc-policy': 'fail' }],
    ['no policy', record('v=DMARC1; rua=mailto:d@acme.example'), { 'dmarc-policy': 'fail' }],
    ['an address without mailto:', record('v=DMARC1; p=reject; rua=d@acme.example'), { 'dmarc-report-uri': 'fail' }],
    ['a removed tag', record('v=DMARC1; p=reject; pct=50; rua=mailto:d@acme.example'), { 'dmarc-removed-tag': 'warn' }],
    [
      'an unknown tag',
      record('v=DMARC1; p=reject; policy=x; rua=mailto:d@acme.example'),
      { 'dmarc-unknown-tag': 'warn' },
    ],
    ['a tag twice', record('v=DMARC1; p=reject; p=none; rua=mailto:d@acme.example'), { 'dmarc-syntax': 'fail' }],
    [
      'no consent',
      { ...away, ...consented, 'acme.example._report._dmarc.watch.example TXT': [] },
      { 'dmarc-consent': 'fail' },
    ],
    ['consent', { ...away, ...consented }, {}],
    [
      'reports to a domain without mail',
      { ...away, ...consented, 'watch.example MX': [] },
      { 'dmarc-reports-mx': 'fail' },
    ],
  ])('%s', async (_, names, expected) => {
    expect(await rules('dmarc', names)).toEqual(expected);
  });

  test('a subdomain without a record inherits the policy for subdomains', async () => {
    const names = { ...GOOD, 'news.acme.example TXT': ['v=spf1 -all'] };
    const { check } = await auditIn(names, { targets: [{ domain: 'news.acme.example' }] });
    expect(check('dmarc').findings).toContainEqual(
      expect.objectContaining({ rule: 'dmarc-inherited', message: expect.stringContaining('reject') }),
    );
  });
});

describe('reverse names', () => {
  const sender = (text: string): Names => ({ 'acme.example TXT': [text] });
  const named = {
    '7.2.0.192.in-addr.arpa PTR': ['out.acme.example'],
    'out.acme.example A': ['192.0.2.7'],
    [`9.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa PTR`]: ['out.acme.example'],
    'out.acme.example AAAA': ['2001:db8::9'],
  };
  const PTR = '25.2.0.192.in-addr.arpa PTR';

  test.each<[string, Names, Record<string, string>]>([
    ['an MX without one', { [PTR]: [] }, { 'reverse-missing': 'warn' }],
    [
      'an MX whose name has another address',
      { [PTR]: ['other.example'], 'other.example A': ['192.0.2.26'] },
      { 'reverse-differs': 'warn' },
    ],
    ['an MX whose name has no address', { [PTR]: ['other.example'] }, { 'reverse-differs': 'warn' }],
    ['an MX with two, of which one leads back', { [PTR]: ['other.example', 'mx.acme.example'] }, {}],
    ['a sender without one', sender('v=spf1 ip4:192.0.2.7 -all'), { 'reverse-missing': 'warn' }],
    ['senders with one', { ...sender('v=spf1 ip4:192.0.2.7/32 ip6:2001:DB8:0::9 -all'), ...named }, {}],
    ['networks and includes are nobody in particular', sender('v=spf1 ip4:192.0.2.0/28 include:x.example -all'), {}],
  ])('%s', async (_, names, expected) => {
    expect(await rules('reverse', names)).toEqual(expected);
  });

  test('that nobody can tell are unknown', async () => {
    const good = namesReply(GOOD);
    const refusing: Handler = asked => (asked.type === 'PTR' ? reply(asked, [], { rcode: 2 }) : good(asked));
    const { rules: told, finding } = await auditIn(GOOD, { resolverSays: refusing });
    expect(told('reverse')).toEqual({ 'reverse-unanswered': 'unknown' });
    expect(finding('reverse-unanswered').evidence).toContain('servfail');
  });
});

describe('soa', () => {
  const soaWith = (parts: object): Names => ({ 'acme.example SOA': [{ ...soa(1), ...parts }] });

  test.each<[string, Names, Record<string, string>]>([
    ['a mailbox with an @', soaWith({ rname: 'dns@acme.example' }), { 'soa-mail': 'warn' }],
    ['copies that expire at once', soaWith({ expire: 600 }), { 'soa-expire': 'warn' }],
    ['a no for a week', soaWith({ minimum: 604_800 }), { 'soa-negative': 'warn' }],
  ])('%s', async (_, names, expected) => {
    expect(await rules('soa', names)).toEqual(expected);
  });

  test('tells who answers for the zone', async () => {
    expect((await auditIn(GOOD)).check('soa')).toMatchObject({
      verdict: 'pass',
      message: 'acme.example comes from ns1.acme.example, serial 1; dns@acme.example answers for it.',
    });
  });
});

describe('strays', () => {
  const reject = 'v=DMARC1; p=reject; rua=mailto:dmarc@acme.example';

  test.each<[string, Names, Record<string, string>]>([
    [
      'MTA-STS and BIMI at the domain itself',
      { 'acme.example TXT': ['v=spf1 -all', 'v=STSv1; id=1', 'v=BIMI1; l='] },
      { 'record-misplaced': 'warn' },
    ],
    ['a verification beside DMARC', { '_dmarc.acme.example TXT': [reject, 'x=1'] }, { 'text-beside-policy': 'warn' }],
    ['another text where no policy is', { '_mta-sts.acme.example TXT': ['x=1'] }, {}],
  ])('%s', async (_, names, expected) => {
    expect(await rules('strays', names)).toEqual(expected);
  });
});

describe('return path', () => {
  test('a host with SPF is one, and without an MX its bounces are lost', async () => {
    const host = { 'bounce.acme.example TXT': ['v=spf1 ip4:192.0.2.9 -all'] };
    expect(await rules('return-path', host)).toEqual({ 'return-path-mx': 'warn' });
    expect(await rules('return-path', { ...host, 'bounce.acme.example MX': [mx('mx.acme.example')] })).toEqual({});
  });

  test('without any, the names that were tried are said', async () => {
    const { check } = await auditIn(GOOD);
    expect(check('return-path')).toMatchObject({ verdict: 'pass', evidence: expect.stringContaining('pm-bounces') });
  });
});

describe('the other records', () => {
  const sts = { '_mta-sts.acme.example TXT': ['v=STSv1; id=1'] };
  const caa = (tag: string, value: string, flags = 0): Names => ({ 'acme.example CAA': [{ flags, tag, value }] });
  const bimi = (text: string): Names => ({ 'default._bimi.acme.example TXT': [text] });

  test.each<[string, string, Names, Record<string, string>]>([
    ['tls-rpt', 'missing beside MTA-STS', sts, { 'tls-rpt-none': 'warn' }],
    ['tls-rpt', 'without an address', { '_smtp._tls.acme.example TXT': ['v=TLSRPTv1'] }, { 'tls-rpt-rua': 'fail' }],
    [
      'tls-rpt',
      'twice',
      {
        '_smtp._tls.acme.example TXT': [
          'v=TLSRPTv1; rua=mailto:a@acme.example',
          'v=TLSRPTv1; rua=mailto:b@acme.example',
        ],
      },
      { 'tls-rpt-several': 'fail' },
    ],
    ['caa', 'of a parent', caa('issue', 'letsencrypt.org'), {}],
    ['caa', 'without a domain in it', caa('issue', 'Let us encrypt'), { 'caa-value': 'fail' }],
    ['caa', 'unknown and critical', caa('future', 'x', 128), { 'caa-critical': 'fail' }],
    ['caa', 'unknown', caa('future', 'x'), { 'caa-unknown': 'warn' }],
    ['caa', 'reports to nowhere', caa('iodef', 'security'), { 'caa-iodef': 'warn' }],
    ['bimi', 'over http', bimi('v=BIMI1; l=http://acme.example/logo.svg'), { 'bimi-https': 'fail' }],
    ['bimi', 'declined', bimi('v=BIMI1; l=; a='), {}],
    [
      'dane',
      'of a kind for web servers',
      { '_25._tcp.mx.acme.example TLSA': [{ usage: 1, selector: 1, matchingType: 1, certificate: Buffer.alloc(32) }] },
      { 'dane-usage': 'fail' },
    ],
    [
      'dane',
      'in an unsigned zone',
      { '_25._tcp.mx.acme.example TLSA': [{ usage: 3, selector: 1, matchingType: 1, certificate: Buffer.alloc(32) }] },
      { 'dane-unsigned': 'warn' },
    ],
  ])('%s %s', async (check, _, names, expected) => {
    expect(await rules(check, names)).toEqual(expected);
  });

  test('every failure and warning names what was seen or the way out', async () => {
    const worst = {
      ...GOOD,
      ...sts,
      ...caa('issue', '?'),
      'acme.example MX': [mx('gone.acme.example')],
      'acme.example TXT': ['v=spf1 ?all'],
    };
    const { found } = await auditIn(worst);
    const told = found.checks.flatMap(({ findings }) => findings).filter(({ verdict }) => verdict !== 'pass');
    expect(told.length).toBeGreaterThan(5);
    expect(told.filter(({ evidence, fix }) => !evidence && !fix)).toEqual([]);
  });
});

test('a domain that does not exist fails, once and plainly', async () => {
  const { found } = await auditIn(GOOD, { targets: [{ domain: 'gone.example' }] });
  expect(found.checks).toMatchObject([
    { check: 'delegation', verdict: 'fail', message: 'gone.example does not exist (NXDOMAIN).' },
  ]);
});

test('the name of the domain may be written in any case', async () => {
  const { rules: all } = await auditIn(GOOD, { targets: [{ domain: DOMAIN.toUpperCase() }] });
  expect(all()).toEqual({ 'dkim-selector': 'unknown' });
});
