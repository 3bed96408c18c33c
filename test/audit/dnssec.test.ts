/** DNSSEC of zones that these tests sign themselves, over real packets. */
import { type Answer, decode, encode, TRUNCATED_RESPONSE } from 'dns-packet';
import { describe, expect, test } from 'vitest';
import { reply } from '../dns/twin.ts';
import { dsOf, keysOf, type Rrsig, type Signer, type Signing, signedReply, signer } from './signing.ts';
import { auditIn, GOOD, type Handler, type Names, soa } from './world.ts';

/** 2026-11-25T12:00:00Z. */
const NOW = 1_795_608_000;
const DAY = 86_400;
const times = { from: NOW - 7 * DAY, until: NOW + 7 * DAY };

const key = signer(13);

interface Case {
  names?: Names;
  /** Whose keys the zone has, and whose DS the parent has. Default: those of all signers, and the first one's. */
  keys?: Signer[];
  ds?: Names;
  signing?: Partial<Signing>;
  /** What the second server says of it. */
  second?: (handler: Handler) => Handler;
}

async function auditSigned({ names, keys, ds, signing, second }: Case = {}) {
  const made = { signers: [key], ...times, ...signing };
  const all = { ...GOOD, ...keysOf(...(keys ?? made.signers)), ...(ds ?? dsOf(made.signers[0] as Signer)), ...names };
  const handler = signedReply(all, made);
  const options = { first: handler, second: second?.(handler) ?? handler, now: () => NOW * 1000 };
  return auditIn(all, options);
}

const rulesOf = async (given: Case) => (await auditSigned(given)).rules('dnssec');

describe('the chain from the zone above', () => {
  test.each<[string, Names, Record<string, string>]>([
    ['none: unsigned', {}, {}],
    ['keys without a DS record', keysOf(key), { 'dnssec-no-ds': 'warn' }],
    ['a DS record without keys', dsOf(key), { 'dnssec-broken': 'fail' }],
    ['a DS record of another key', { ...keysOf(key), ...dsOf(key, Buffer.alloc(32)) }, { 'dnssec-broken': 'fail' }],
  ])('%s', async (_, names, expected) => {
    expect((await auditIn({ ...GOOD, ...names })).rules('dnssec')).toEqual(expected);
  });
});

describe('signatures', () => {
  test.each([8, 10, 13, 14, 15])('of algorithm %i hold', async algorithm => {
    const { rules, finding } = await auditSigned({ signing: { signers: [signer(algorithm)] } });
    expect(rules('dnssec')).toEqual({});
    expect(finding('dnssec-signature').message).toBe('The signatures of DNSKEY, SOA, MX, TXT acme.example hold.');
    expect(finding('dnssec-signature').evidence).toContain(
      `RRSIG of DNSKEY, SOA, MX, TXT acme.example at 192.0.2.53, 192.0.2.54: algorithm ${algorithm}, key`,
    );
  });

  test('hold over several records in any order, of names with capitals, of texts in pieces', async () => {
    const names: Names = {
      'acme.example MX': [
        { preference: 20, exchange: 'MX.Acme.Example' },
        { preference: 10, exchange: 'mx.ACME.example' },
      ],
      'acme.example SOA': [{ ...soa(1), mname: 'NS1.acme.example', rname: 'John\\.Doe.acme.example' }],
      'acme.example TXT': [
        'v=spf1 ip4:192.0.2.0/24 -all',
        'z',
        ['a', 'b'.repeat(255), ''],
        'zz',
        Buffer.from([0xff, 0xfe]),
      ],
    };
    expect(await rulesOf({ names })).toEqual({});
  });

  test('of a zone key hold where the key that the DS record names has signed it', async () => {
    const zoneKey = signer(13, 256);
    const alter = (rrsig: Rrsig) => {
      const byKey = rrsig.typeCovered === 'DNSKEY' ? key : zoneKey;
      return rrsig.keyTag === byKey.tag ? rrsig : undefined;
    };
    expect(await rulesOf({ signing: { signers: [key, zoneKey], alter } })).toEqual({});
  });

  test('of the keys by a key that no DS record names do not', async () => {
    const other = signer(13);
    const alter = (rrsig: Rrsig) => (rrsig.keyTag === other.tag ? rrsig : undefined);
    const { finding } = await auditSigned({ signing: { signers: [key, other], alter } });
    expect(finding('dnssec-signature-wrong').message).toContain('signatures of DNSKEY acme.example do not fit');
  });

  test('of one key are enough, beside those that are wrong', async () => {
    const broken = signer(13);
    const alter = (rrsig: Rrsig) => (rrsig.keyTag === broken.tag ? { ...rrsig, signature: Buffer.alloc(64) } : rrsig);
    expect(await rulesOf({ signing: { signers: [key, broken], alter } })).toEqual({});
  });

  test.each<[string, Case, Record<string, string>]>([
    ['expired', { signing: { until: NOW - 1 } }, { 'dnssec-signature-expired': 'fail' }],
    ['not valid yet', { signing: { from: NOW + 60 } }, { 'dnssec-signature-early': 'fail' }],
    [
      'to end in two days of 14',
      { signing: { from: NOW - 12 * DAY, until: NOW + 2 * DAY } },
      { 'dnssec-signature-ends': 'warn' },
    ],
    ['to end in four days of 100', { signing: { from: NOW - 96 * DAY, until: NOW + 4 * DAY } }, {}],
    ['to end tomorrow, made today', { signing: { from: NOW - DAY, until: NOW + DAY } }, {}],
    ['missing', { signing: { alter: () => undefined } }, { 'dnssec-signature-missing': 'fail' }],
    [
      'of a key that the zone does not have',
      { keys: [key], ds: dsOf(key), signing: { signers: [signer(13)] } },
      { 'dnssec-signature-wrong': 'fail' },
    ],
    ['of a key that is no zone key', { signing: { signers: [signer(13, 1)] } }, { 'dnssec-signature-wrong': 'fail' }],
    [
      'of an algorithm that is not checked',
      { signing: { signers: [signer(16)] } },
      { 'dnssec-signature-unchecked': 'unknown' },
    ],
    [
      "in another zone's name",
      { signing: { claim: { signersName: 'example' } } },
      { 'dnssec-signature-wrong': 'fail' },
    ],
    ['for more labels than the name has', { signing: { claim: { labels: 3 } } }, { 'dnssec-signature-wrong': 'fail' }],
    [
      'cut off',
      { signing: { alter: rrsig => ({ ...rrsig, signature: rrsig.signature.subarray(0, 40) }) } },
      { 'dnssec-signature-wrong': 'fail' },
    ],
  ])('%s', async (_, given, expected) => {
    expect(await rulesOf(given)).toEqual(expected);
  });

  test('over another record than the one that is served', async () => {
    const forged = { preference: 10, exchange: 'mx.evil.example' };
    const forge = (record: Answer) => (record.type === 'MX' ? { ...record, data: forged } : record);
    const second =
      (handler: Handler): Handler =>
      async asked => {
        const message = decode((await handler(asked)) as Buffer);
        return encode({ ...message, answers: message.answers?.map(forge) });
      };
    const { finding } = await auditSigned({ second });
    expect(finding('dnssec-signature-wrong').message).toContain('signatures of MX acme.example do not fit');
    expect(finding('dnssec-signature-wrong').evidence).toMatch(/^RRSIG of MX acme\.example at 192\.0\.2\.54: [^;]*$/);
  });

  test('are looked at on each server: one with stale ones fails', async () => {
    const stale = signedReply({ ...GOOD, ...keysOf(key) }, { signers: [key], from: times.from, until: NOW - DAY });
    const { finding } = await auditSigned({ second: () => stale });
    expect(finding('dnssec-signature-expired').evidence).toContain('at 192.0.2.54');
    expect(finding('dnssec-signature-expired').evidence).not.toContain('at 192.0.2.53');
  });

  test('cannot be told where the answers come without EDNS', async () => {
    const names = { ...GOOD, ...keysOf(key), ...dsOf(key) };
    expect((await auditIn(names)).rules('dnssec')).toEqual({ 'dnssec-signature-unseen': 'unknown' });
  });

  test('cannot be told where no server of the zone can be asked, and a resolver speaks for it', async () => {
    const { rules } = await auditSigned({ names: { 'ns1.acme.example A': [], 'ns2.acme.example A': [] } });
    expect(rules('dnssec')).toEqual({ 'dnssec-signature-unseen': 'unknown' });
  });

  test('come over TCP where the answer is cut', async () => {
    const cut =
      (handler: Handler): Handler =>
      asked =>
        asked.over === 'udp' ? reply(asked, [], { flags: TRUNCATED_RESPONSE }) : handler(asked);
    const { rules, twins } = await auditSigned({ second: cut });
    expect(rules('dnssec')).toEqual({});
    expect(twins.second.asked.some(({ over, type }) => over === 'tcp' && type === 'DNSKEY')).toBe(true);
  });

  test('are unknown where nobody answers', async () => {
    const silent =
      (handler: Handler): Handler =>
      asked =>
        asked.type === 'SOA' ? undefined : handler(asked);
    const made = { signers: [key], ...times };
    const names = { ...GOOD, ...keysOf(key), ...dsOf(key) };
    const handler = silent(signedReply(names, made));
    const { rules } = await auditIn(names, { first: handler, second: handler, now: () => NOW * 1000 });
    expect(rules('dnssec')).toEqual({ 'dnssec-unanswered': 'unknown' });
  });

  test('of a wildcard hold for the names that it stands for', async () => {
    const names = {
      ...GOOD,
      ...keysOf(key),
      ...dsOf(key),
      'news.acme.example MX': [{ preference: 10, exchange: 'mx.acme.example' }],
    };
    const handler = signedReply(names, { signers: [key], ...times, wildcard: 'news.acme.example' });
    const { rules, finding } = await auditIn(names, {
      ...{
        first: handler,
        second: handler,
        now: () => NOW * 1000,
        targets: [{ domain: 'news.acme.example', zone: 'acme.example' }],
      },
    });
    expect(rules('dnssec')).toEqual({});
    expect(finding('dnssec-signature').message).toBe(
      'The signatures of DNSKEY, SOA acme.example and MX news.acme.example hold.',
    );
  });

  test('cost no question of their own', async () => {
    const { twins } = await auditSigned();
    for (const { asked } of [twins.first, twins.second]) {
      const questions = asked.map(({ name, type }) => `${name} ${type}`);
      expect(new Set(questions).size).toBe(questions.length);
    }
  });
});
