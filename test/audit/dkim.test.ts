/** DKIM keys: read, measured, and found. */
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readDkimKey } from '../../src/audit/dkim-key.ts';
import { auditIn, GOOD, type Handler, type Names, namesReply } from './world.ts';

const rsa = (bits: number, type: 'spki' | 'pkcs1' = 'spki') =>
  generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ type, format: 'der' }).toString('base64');
const ed25519 = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
const KEY = rsa(2048);

const read = (text: string) => readDkimKey(text, 'k1._domainkey.acme.example');
const rulesOf = (text: string) =>
  Object.fromEntries(
    read(text)
      .findings.filter(({ verdict }) => verdict !== 'pass')
      .map(({ rule, verdict }) => [rule, verdict]),
  );

describe('a key', () => {
  test.each([512, 1024, 2048])('of %i bits is measured', bits => {
    expect(read(`v=DKIM1; k=rsa; p=${rsa(bits)}`)).toMatchObject({ kind: 'rsa', bits });
  });

  test('counts by its size', () => {
    expect(rulesOf(`v=DKIM1; p=${rsa(512)}`)).toEqual({ 'dkim-too-short': 'fail' });
    expect(rulesOf(`v=DKIM1; p=${rsa(1024)}`)).toEqual({ 'dkim-short': 'warn' });
    expect(rulesOf(`v=DKIM1; p=${KEY}`)).toEqual({});
  });

  test('is taken in the form that RFC 6376 speaks of too', () => {
    expect(read(`p=${rsa(1024, 'pkcs1')}`)).toMatchObject({ kind: 'rsa', bits: 1024 });
  });

  test('of Ed25519 is 32 octets, not wrapped', () => {
    expect(read(`v=DKIM1; k=ed25519; p=${ed25519.subarray(-32).toString('base64')}`).kind).toBe('ed25519');
    expect(rulesOf(`v=DKIM1; k=ed25519; p=${ed25519.toString('base64')}`)).toEqual({ 'dkim-malformed': 'fail' });
  });

  test.each([
    ['without p=', 'v=DKIM1; k=rsa', { 'dkim-no-key': 'fail' }],
    ['that was cut', `v=DKIM1; p=${KEY.slice(0, 101)}`, { 'dkim-malformed': 'fail' }],
    ['that is something else', 'v=DKIM1; p=aGVsbG8=', { 'dkim-malformed': 'fail' }],
    ['of an unknown type', `v=DKIM1; k=dsa; p=${KEY}`, { 'dkim-malformed': 'fail' }],
    ['with its version at the end', `p=${KEY}; v=DKIM1`, { 'dkim-version': 'fail' }],
    ['for sha1', `v=DKIM1; h=sha1; p=${KEY}`, { 'dkim-hash': 'fail' }],
    ['for another service', `v=DKIM1; s=tlsrpt; p=${KEY}`, { 'dkim-service': 'fail' }],
    ['in testing', `v=DKIM1; t=y:s; p=${KEY}`, { 'dkim-testing': 'warn' }],
    ['with a tag twice', `v=DKIM1; p=${KEY}; p=${KEY}`, { 'dkim-syntax': 'fail' }],
    ['with spaces, as zone files bring', `v=DKIM1; p=${KEY.slice(0, 90)} ${KEY.slice(90)}`, {}],
  ])('%s', (_, text, expected) => {
    expect(rulesOf(text)).toEqual(expected);
  });

  test('without anything in p= is revoked, which is no fault', () => {
    expect(read('v=DKIM1; p=')).toMatchObject({ kind: 'revoked', findings: [{ verdict: 'pass' }] });
  });
});

describe('selectors', () => {
  const at = (selector: string, ...texts: string[]): Names => ({ [`${selector}._domainkey.acme.example TXT`]: texts });
  const dkim = async (names: Names, selectors?: string[]) =>
    (await auditIn({ ...GOOD, ...names }, { selectors })).check('dkim');

  test('that providers use are found, and those tried are said', async () => {
    const found = await dkim(at('google', `v=DKIM1; p=${KEY}`));
    expect(found).toMatchObject({ verdict: 'pass', message: expect.stringContaining('2048 bits') });
    expect(found.evidence).toContain('selector1, selector2');
  });

  test('of which none answers leave it unknown, for they cannot be listed', async () => {
    expect(await dkim({})).toMatchObject({ verdict: 'unknown', fix: expect.stringContaining('--selector') });
  });

  test('that are named are tried too', async () => {
    expect(await dkim(at('my20261122', `v=DKIM1; p=${KEY}`), ['my20261122'])).toMatchObject({ verdict: 'pass' });
  });

  test('behind an alias are followed; one that leads nowhere fails', async () => {
    const alias = { 's1._domainkey.acme.example CNAME': ['s1.mail.example'] };
    expect(await dkim({ ...alias, 's1.mail.example TXT': [`v=DKIM1; p=${KEY}`] })).toMatchObject({ verdict: 'pass' });
    expect(await dkim(alias)).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('leads to s1.mail.example'),
    });
  });

  test('with two records fail', async () => {
    expect((await dkim(at('k1', `v=DKIM1; p=${KEY}`, 'v=DKIM1; p='))).findings[0]).toMatchObject({
      rule: 'dkim-several',
      verdict: 'fail',
    });
  });

  test('are not needed where nothing is sent', async () => {
    expect(await dkim({ 'acme.example TXT': ['v=spf1 -all'] })).toMatchObject({ verdict: 'pass' });
  });

  test('that a wildcard answers for are not taken for keys; a wildcard that revokes all is in order', async () => {
    const wildcard = (text: string) => auditIn(GOOD, { first: wildcardServer(text), second: wildcardServer(text) });
    expect((await wildcard('hello')).rules('dkim')).toEqual({ 'dkim-wildcard': 'unknown' });
    expect((await wildcard('v=DKIM1; p=')).check('dkim').verdict).toBe('pass');
  });
});

function wildcardServer(text: string): Handler {
  return asked => {
    const wild = asked.name.endsWith('._domainkey.acme.example') && asked.type === 'TXT';
    return namesReply(wild ? { ...GOOD, [`${asked.name} TXT`]: [text] } : GOOD)(asked);
  };
}
