import { describe, expect, test } from 'vitest';
import { MailyardError } from '../../src/error.ts';
import { readBind } from '../../src/import/bind.ts';
import type { SourceZone } from '../../src/import/source.ts';

const read = (text: string, file = 'zones/acme.example.zone'): SourceZone => readBind(Buffer.from(text), file);

const values = (text: string): string[] =>
  read(text).records.map(({ name, ttl, type, priority, content }) =>
    [name, ttl, type, priority, content].filter(part => part !== undefined).join(' '),
  );

function refusal(text: string, file?: string): string {
  try {
    read(text, file);
  } catch (error) {
    if (error instanceof MailyardError) return error.message;
    throw error;
  }
  throw new Error('It was read.');
}

describe('zone files', () => {
  test('parentheses, comments, inherited owners, $ORIGIN, $TTL, classes and units of TTLs', () => {
    const text = `; a zone
$TTL 1h30m ; the usual one
@   IN SOA ns1 hostmaster (
      2026112200 ; serial
      1d 2h 4w ; "quotes" and ( in a comment
      5m )
    IN NS  ns1.acme.example.
www 300 IN A 192.0.2.1
    IN 2d AAAA 2001:DB8:0::1
    HINFO "PC" "Linux"
$ORIGIN sub.acme.example.
@   MX 10 mail
mail 1w2d3h4m5s A 192.0.2.2
$ORIGIN acme.example.
$TTL 60
API CNAME WWW
`;
    expect(values(text)).toEqual([
      'www.acme.example 300 A 192.0.2.1',
      'www.acme.example 86400 AAAA 2001:db8::1',
      'sub.acme.example 5400 MX 10 mail.sub.acme.example',
      'mail.sub.acme.example 86400 A 192.0.2.2',
      'api.acme.example 60 CNAME www.acme.example',
    ]);
    const { kept, leftOut, clamped } = read(text);
    expect(kept.map(each => each.text)).toEqual(['www.acme.example. 5400 IN HINFO "PC" "Linux"']);
    expect({ leftOut, clamped }).toEqual({ leftOut: 2, clamped: 2 });
  });

  test('text in several strings, over lines, with escapes and without quotes', () => {
    const text = `$ORIGIN acme.example.
a 60 TXT "v=DKIM1; " ( "p=AB"
   "CD" ) ; end
b 60 TXT "a \\"quote\\", a \\\\ and \\195\\188"
c 60 TXT bare
d 60 TXT "semi;colon" "(paren)"
e 60 TXT "ü"
`;
    expect(read(text).records.map(({ content }) => content)).toEqual([
      'v=DKIM1; p=ABCD',
      'a "quote", a \\ and ü',
      'bare',
      'semi;colon(paren)',
      'ü',
    ]);
  });

  test('a file that is not UTF-8 is read, and its bytes stay what they are', () => {
    const bytes = Buffer.concat([
      Buffer.from('@ 60 TXT "caf'),
      Buffer.from([0xe9]),
      Buffer.from('"\nwww 60 A 192.0.2.1\n'),
    ]);
    const { records, kept } = readBind(bytes, 'acme.example.zone');
    expect(records).toHaveLength(1);
    expect(kept).toEqual([{ text: 'acme.example. 60 IN TXT "caf\\233"', reason: 'its bytes are no UTF-8 text' }]);
  });

  test('mnemonics of algorithms and certificate types, hex and keys in pieces', () => {
    const text = `$ORIGIN acme.example.
$TTL 60
k DNSKEY 257 3 ECDSAP256SHA256 ( AAEC
   AwQ= )
s DS 2371 RSASHA256 2 ( AB12
   CD34 )
c CERT PKIX 0 RSASHA256 AAEC
s SVCB 1 svc alpn="h3,h2" no-default-alpn
n NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:a@acme.example!" .
u URI 10 1 "https://acme.example/(x);y"
`;
    expect(read(text).kept).toEqual([]);
    expect(read(text).records.map(({ content }) => content)).toEqual([
      '257 3 13 AAECAwQ=',
      '2371 8 2 ab12cd34',
      '1 0 8 AAEC',
      '1 svc.acme.example alpn=h3,h2 no-default-alpn',
      '100 10 "u" "E2U+sip" "!^.*$!sip:a@acme.example!" .',
      '1 "https://acme.example/(x);y"',
    ]);
  });

  test("the proxied mark of Cloudflare's export, and the generic form of RFC 3597", () => {
    const { records, kept } = read(`$ORIGIN acme.example.
www\t1\tIN\tCNAME\tacme.example. ; web cf_tags=cf-proxied:true
x 60 TYPE65280 \\# 2 ABCD
y 60 A \\# 4 C0000201
`);
    expect(records).toEqual([
      { name: 'www.acme.example', type: 'CNAME', content: 'acme.example', ttl: 1, proxied: true },
    ]);
    expect(kept.map(({ reason }) => reason)).toEqual([
      'it is in the generic form of RFC 3597',
      'it is in the generic form of RFC 3597',
    ]);
  });

  test('the zone is that of the SOA record, else of the file name or $ORIGIN', () => {
    expect(read('b.example. 60 SOA a. b. 1 2 3 4 5', 'a.example.zone').zone).toBe('b.example');
    expect(read('www 60 A 192.0.2.1', 'db.acme.example').zone).toBe('acme.example');
    expect(read('$ORIGIN acme.example.\nwww 60 A 192.0.2.1', 'zone.txt').zone).toBe('acme.example');
    expect(refusal('www.acme.example. 60 A 192.0.2.1', 'zone.txt')).toBe(
      'zone.txt:1:1: nothing in the file says which zone it is.',
    );
  });
});

describe('broken files say where', () => {
  const file = 'zones/acme.example.zone';
  test.each([
    ['a TXT "open\n', '1:7: this quote is never closed.'],
    ['\n@ SOA a b ( 1 2\n 3 4', '2:11: this parenthesis is never closed.'],
    ['a A 192.0.2.1 )', '1:15: this parenthesis closes nothing.'],
    ['a MX mail', '1:6: the value of this record does not read as MX.'],
    ['a MX ten mail', '1:6: the value of this record does not read as MX.'],
    ['a SRV 1 2 mail', '1:7: the value of this record does not read as SRV.'],
    ['a A', '1:3: the value of this record does not read as A.'],
    ['a 300', '1:1: this record has no type.'],
    ['a 300 ??? x', '1:7: "???" is no record type.'],
    ['a CH TXT x', '1:3: the class CH is not IN.'],
    [' A 192.0.2.1', '1:2: this record has no owner, and none stands above it.'],
    ['$TTL soon', '1:6: "soon" is no TTL.'],
    ['$TTL', '1:1: $TTL needs a value.'],
    ['$FOO 1', '1:1: there is no directive $FOO.'],
    ['$INCLUDE other.zone', '1:1: $INCLUDE is not followed: import that file by itself.'],
    [
      '\n$GENERATE 1-9 h$ A 192.0.2.$',
      '2:1: $GENERATE is not expanded: write its records out (`named-compilezone` does).',
    ],
  ])('%j', (text, said) => {
    expect(refusal(text)).toBe(`${file}:${said}`);
  });

  test('a relative name that is relative to nothing', () => {
    expect(refusal('www 60 A 192.0.2.1', 'zone.txt')).toContain('zone.txt:1:1: "www" is relative');
    expect(refusal('$ORIGIN sub', 'zone.txt')).toContain('zone.txt:1:9: "sub" has no last dot');
  });

  test('all at once, and no more than a screenful', () => {
    const lines = refusal('a MX x\n'.repeat(30)).split('\n');
    expect(lines).toHaveLength(21);
    expect(lines[1]).toContain(':2:6:');
    expect(lines.at(-1)).toBe('… and 10 more.');
  });
});
