/** What is watched of an estate: all that is its own, and nothing of others. */
import { describe, expect, test } from 'vitest';
import { chooseLists } from '../../../src/runtime/blocklists/lists.ts';
import { isAskedBy, type Target, watchedOf } from '../../../src/runtime/blocklists/targets.ts';
import { aDomain, anEstate, type DomainParts } from '../../support/estate.ts';
import { record } from '../../support/extra-record.ts';
import { shipped } from './world.ts';

const watched = (...domains: DomainParts[]) => watchedOf(anEstate(domains.map(aDomain)));
const names = (...domains: DomainParts[]) => [...watched(...domains).targets.keys()].sort();

const parts = (target: Target | undefined) => target?.uses.map(({ domain, as }) => `${domain}: ${as}`);

describe('the targets of an estate', () => {
  test('are its domains, sending addresses, return paths and links', () => {
    const ses = { name: 'amazon-ses', region: 'eu-central-1', returnPath: 'bounce' };
    const mailgun = { name: 'mailgun', returnPath: 'mg', tracking: 'click' };
    const { targets } = watched({
      mailProvider: 'fastmail',
      relays: [ses, mailgun],
      sendingIps: ['192.0.2.0/30', '2001:db8::1'],
    });
    expect([...targets.keys()].sort()).toEqual([
      ...['192.0.2.0', '192.0.2.1', '192.0.2.2', '192.0.2.3', '2001:db8::1'],
      ...['acme.example', 'bounce.acme.example', 'click.mg.acme.example', 'mg.acme.example'],
    ]);
    expect(parts(targets.get('acme.example'))).toEqual(['acme.example: domain']);
    expect(parts(targets.get('192.0.2.3'))).toEqual(['acme.example: sending address']);
    expect(parts(targets.get('bounce.acme.example'))).toEqual(['acme.example: return path']);
    expect(parts(targets.get('mg.acme.example'))).toEqual(['acme.example: return path', 'acme.example: DKIM domain']);
    expect(parts(targets.get('click.mg.acme.example'))).toEqual(['acme.example: link']);
  });

  test('are the MX hosts that are ours, with their addresses, and none of a provider', () => {
    const mx = record('@', 'MX', 'mx1.acme.example', { priority: 10 });
    const { targets } = watched({
      mailProvider: 'none',
      records: [
        ...[mx, record('mx1', 'A', '192.0.2.25'), record('www', 'A', '192.0.2.80')],
        // Whose address it is for the world is Cloudflare's.
        record('mx1', 'AAAA', '2001:db8::25', { proxied: true }),
      ],
    });
    expect([...targets.keys()].sort()).toEqual(['192.0.2.25', 'acme.example', 'mx1.acme.example']);
    expect(parts(targets.get('192.0.2.25'))).toEqual(['acme.example: MX']);
    expect(names({ mailProvider: 'google-workspace' })).toEqual(['acme.example']);
  });

  test('are no host whose name only the provider can say yet', () => {
    const { domains, zones, ...estate } = anEstate([aDomain({ mailProvider: 'none', relays: [{ name: 'postmark' }] })]);
    const unsaid = zones.map(zone => ({
      ...zone,
      records: zone.records.map(each => ({ ...each, role: 'return-path', name: `{label}.${each.domain}` }) as const),
    }));
    expect([...watchedOf({ ...estate, domains, zones: unsaid }).targets.keys()]).toEqual(['acme.example']);
  });

  test('are the registrable domain too, where mail comes from below it', () => {
    const { targets } = watched({ domain: 'news.acme.example', mailProvider: 'none' });
    expect([...targets.keys()]).toEqual(['acme.example', 'news.acme.example']);
    expect(parts(targets.get('acme.example'))).toEqual(['news.acme.example: domain']);
  });

  test('belong to every domain that uses them', () => {
    const { targets } = watched(
      { domain: 'a.example', mailProvider: 'none', sendingIps: ['192.0.2.1'] },
      { domain: 'b.example', mailProvider: 'none', sendingIps: ['192.0.2.1', '192.0.2.0/24'] },
    );
    expect(parts(targets.get('192.0.2.1'))).toEqual(['a.example: sending address', 'b.example: sending address']);
  });

  test('are no more than a /24 or a /120 of a network; what is larger is told', () => {
    const { targets, tooLarge } = watched({
      mailProvider: 'none',
      sendingIps: ['192.0.2.0/24', '198.51.100.0/23', '2001:db8::/120', '2001:db8:1::/64'],
    });
    expect([...targets.values()].filter(({ kind }) => kind === 'ipv4').length).toBe(256);
    expect([...targets.values()].filter(({ kind }) => kind === 'ipv6').length).toBe(256);
    expect([targets.has('192.0.2.255'), targets.has('2001:db8::ff')]).toEqual([true, true]);
    expect(tooLarge).toEqual(['198.51.100.0/23', '2001:db8:1::/64']);
  });

  test('are nothing of a domain whose grace time is over', () => {
    const gone = { state: 'retired' as const, since: '2026-01-01', graceDays: 30 };
    const going = { ...gone, since: '2026-11-20' };
    expect(names({ lifecycle: gone, sendingIps: ['192.0.2.1'] })).toEqual([]);
    expect(names({ lifecycle: going, mailProvider: 'fastmail' })).toEqual(['acme.example']);
  });
});

describe('who asks what', () => {
  const asked = (kind: Target['kind'], name: string) =>
    shipped()
      .filter(list => isAskedBy(list, { kind, name, uses: [] }))
      .map(({ name }) => name);

  test('lists of addresses are never asked for names, nor lists of domains for addresses', () => {
    expect(asked('ipv6', '2001:db8::1')).toEqual(['abusix', 'nordspam', 'sem-ipv6', 'spamhaus-zen']);
    expect(asked('ipv4', '192.0.2.1')).not.toContain('spamhaus-dbl');
    expect(asked('domain', 'click.acme.example')).toEqual(['nordspam-dbl', 'spamhaus-dbl']);
    expect(asked('domain', 'acme.example')).toEqual([
      ...['nordspam-dbl', 'sem-fresh15', 'sem-uri', 'spamhaus-dbl', 'spamhaus-zrd', 'surbl', 'uribl'],
    ]);
    expect(asked('domain', 'acme.co.uk')).toContain('uribl');
  });

  test('a list that is switched off is not asked, and the reason is told', () => {
    const lists = shipped('uribl').map(list => ({ ...list, disabled: 'No account there.' }));
    const target: Target = { kind: 'domain', name: 'acme.example', uses: [] };
    expect(chooseLists(lists, [target], {})).toEqual({
      asked: [],
      notAsked: [{ list: 'uribl', reason: 'switched off: No account there.' }],
    });
  });
});
