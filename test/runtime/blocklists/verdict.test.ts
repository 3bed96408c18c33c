/** An answer is believed as far as the list's template explains it, and no further: each trap of the trade is a row here. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DnsStatus } from '../../../src/dns/answer.ts';
import type { Blocklist } from '../../../src/inventory/blocklist.ts';
import { readAnswer } from '../../../src/runtime/blocklists/verdict.ts';
import { templates } from '../../support/estate.ts';

const listOf = (name: string): Blocklist => templates().blocklists.get(name) as Blocklist;
const read = (list: string, ...values: string[]) => readAnswer(listOf(list), { status: 'answer', values });

describe('what the lists answer', () => {
  test.each([
    ['spamhaus-zen', '127.0.0.2', 'listed', 'critical', 'SBL'],
    ['spamhaus-zen', '127.0.0.3', 'listed', 'critical', 'CSS'],
    ['spamhaus-zen', '127.0.0.4', 'listed', 'critical', 'XBL'],
    ['spamhaus-zen', '127.0.0.7', 'listed', 'critical', 'XBL'],
    ['spamhaus-zen', '127.0.0.9', 'listed', 'critical', 'DROP'],
    ['spamhaus-zen', '127.0.0.10', 'listed', 'major', 'PBL'],
    ['spamhaus-zen', '127.0.0.11', 'listed', 'major', 'PBL'],
    ['spamhaus-zen', '127.0.0.8', 'unknown', 'none', 'does not explain'],
    ['spamhaus-dbl', '127.0.1.2', 'listed', 'critical', 'spam domain'],
    ['spamhaus-dbl', '127.0.1.4', 'listed', 'critical', 'phishing domain'],
    ['spamhaus-dbl', '127.0.1.104', 'listed', 'critical', 'the site was hacked'],
    ['spamhaus-dbl', '127.0.1.255', 'unknown', 'none', 'asked for an IP address'],
    ['spamhaus-zrd', '127.0.2.24', 'listed', 'minor', 'within the last 24 hours'],
    ['spamhaus-zrd', '127.0.2.255', 'unknown', 'none', 'asked for an IP address'],
    ['spamhaus-authbl', '127.0.0.20', 'listed', 'major', 'passwords'],
    ['barracuda', '127.0.0.2', 'listed', 'critical', 'spam'],
    ['surbl', '127.0.0.4', 'listed', 'major', 'DM'],
    ['surbl', '127.0.0.8', 'listed', 'critical', 'PH'],
    ['surbl', '127.0.0.72', 'listed', 'critical', 'PH: phishing; ABUSE'],
    ['surbl', '127.3.9.32', 'listed', 'major', 'CT'],
    ['surbl', '127.0.0.1', 'unknown', 'none', 'blocked'],
    ['surbl', '127.0.0.9', 'unknown', 'none', 'blocked'],
    ['surbl', '127.0.0.2', 'unknown', 'none', 'does not explain'],
    ['uribl', '127.0.0.2', 'listed', 'major', 'black'],
    ['uribl', '127.0.0.8', 'listed', 'minor', 'red'],
    ['uribl', '127.0.0.6', 'listed', 'major', 'black: a spam domain; grey'],
    ['uribl', '127.0.0.1', 'unknown', 'none', 'refused'],
    ['mailspike', '127.0.0.10', 'listed', 'major', 'worst'],
    ['mailspike', '127.0.0.14', 'clean', 'none', 'neutral'],
    ['mailspike', '127.0.0.19', 'clean', 'none', 'good'],
    ['dnswl', '127.0.5.3', 'clean', 'none', 'good senders'],
    ['dnswl', '127.0.0.255', 'unknown', 'none', 'blocked'],
    ['dnswl', '127.0.10.3', 'unknown', 'none', 'blocked'],
    ['senderscore', '127.0.4.100', 'clean', 'none', 'good'],
    ['senderscore', '127.0.4.12', 'listed', 'minor', 'below 50'],
    ['senderscore', '127.255.255.255', 'unknown', 'none', 'not registered'],
    ['uceprotect-3', '127.0.0.2', 'listed', 'info', 'provider'],
    ['abusix', '127.0.0.200', 'listed', 'major', 'spam'],
    ['blocklist-de', '127.0.0.9', 'listed', 'minor', 'attacked'],
  ])('%s: %s is %s (%s)', (list, code, verdict, weight, words) => {
    const reading = read(list, code);
    expect(reading).toMatchObject({ verdict, weight, codes: [code] });
    expect(reading.evidence).toContain(words);
  });
});

// haraka-plugin-uribl #2, poste.io, and whoever counts any answer as a listing.
describe('answers that are no listing, at any list', () => {
  const lists = [...templates().blocklists.values()];
  test.each([
    ...['127.255.255.252', '127.255.255.254', '127.255.255.255', '127.255.255.1', '127.0.0.1'],
    ...['203.0.113.80', '10.0.0.2', '0.0.0.0', '128.0.0.2', '12.7.0.0'],
  ])('%s', code => {
    for (const list of lists) {
      const { verdict, weight, fault } = readAnswer(list, { status: 'answer', values: [code] });
      expect([list.name, verdict, weight], list.name).toEqual([list.name, 'unknown', 'none']);
      expect(fault, list.name).toBe(code.startsWith('127.') ? 'refuses' : 'foreign');
    }
  });

  test('an error beside a listing spoils it, and so does a foreign address', () => {
    expect(read('spamhaus-zen', '127.0.0.2', '127.255.255.254')).toMatchObject({
      verdict: 'unknown',
      fault: 'refuses',
    });
    expect(read('spamhaus-zen', '127.0.0.2', '203.0.113.80')).toMatchObject({ verdict: 'unknown', fault: 'foreign' });
  });

  test('an answer that nobody explains is no listing, and beside a listing takes nothing from it', () => {
    expect(read('spamhaus-zen', '127.0.0.77')).toMatchObject({ verdict: 'unknown', codes: ['127.0.0.77'] });
    expect(read('mailspike', '127.0.0.18', '127.0.0.77')).toMatchObject({ verdict: 'unknown' });
    expect(read('spamhaus-zen', '127.0.0.77', '127.0.0.2')).toMatchObject({ verdict: 'listed', weight: 'critical' });
    expect(read('spamhaus-zen')).toMatchObject({ verdict: 'unknown' });
  });

  test.each<[DnsStatus, string, string | undefined]>([
    ['nxdomain', 'clean', undefined],
    ['nodata', 'clean', undefined],
    ['timeout', 'unknown', 'silent'],
    ['servfail', 'unknown', 'silent'],
    ['malformed', 'unknown', 'silent'],
    ['refused', 'unknown', 'refuses'],
  ])('%s is %s', (status, verdict, fault) => {
    for (const list of lists) {
      const reading = readAnswer(list, { status, values: [], detail: 'why' });
      expect([reading.verdict, reading.fault, reading.weight]).toEqual([verdict, fault, 'none']);
    }
  });

  test('whatever comes, only a code of the template is a listing, and only absence or a harmless code is clean', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const address = fc.tuple(fc.oneof(fc.constant(127), octet), octet, octet, octet).map(parts => parts.join('.'));
    fc.assert(
      fc.property(fc.constantFrom(...lists), fc.array(address, { minLength: 1, maxLength: 3 }), (list, values) => {
        const { verdict, meanings } = readAnswer(list, { status: 'answer', values });
        const outside = values.some(value => !value.startsWith('127.') || value.startsWith('127.255.255.'));
        if (outside) expect(verdict).toBe('unknown');
        else if (verdict !== 'unknown') expect(meanings.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
