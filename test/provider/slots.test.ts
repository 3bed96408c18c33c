import { describe, expect, test } from 'vitest';
import { standsInTheWay } from '../../src/provider/zone-records/slots.ts';
import type { ZoneRecord } from '../../src/records/record.ts';
import { cname, mx, txt } from '../support/zone.ts';

const www = 'www.acme.example';
const selector = 's1._domainkey.acme.example';
const bounce = 'bounce.acme.example';
const dmarc = '_dmarc.acme.example';
const a = (name: string): ZoneRecord => ({ name, type: 'A', content: '192.0.2.1', ttl: 1 });

type Case = [what: string, live: ZoneRecord, wanted: ZoneRecord, key: string];

describe('stands in the way:', () => {
  const cases: Case[] = [
    ['an SPF record of another SPF record', txt('v=spf1 ~all'), txt('v=spf1 -all'), 'spf'],
    ['an SPF record that is only its version', txt('v=spf1'), txt('v=spf1 -all'), 'spf'],
    ['an MX of an MX, whatever its host', mx('b.example', 90), mx('a.example'), 'mx-1'],
    ['a null MX of an MX', mx('.', 0), mx('a.example'), 'mx-1'],
    [
      'MTA-STS of MTA-STS',
      txt('v=STSv1; id=1', '_mta-sts.acme.example'),
      txt('v=STSv1; id=2', '_mta-sts.acme.example'),
      'mta-sts',
    ],
    [
      'TLS-RPT of TLS-RPT',
      txt('v=TLSRPTv1;rua=x', '_smtp._tls.acme.example'),
      txt('v=TLSRPTv1; rua=y', '_smtp._tls.acme.example'),
      'tls-rpt',
    ],
    [
      'BIMI of BIMI',
      txt('v=BIMI1; l=;', 'default._bimi.acme.example'),
      txt('v=BIMI1; l=x;', 'default._bimi.acme.example'),
      'bimi',
    ],
    ['any TXT at a selector', txt('old', selector), cname('x.example', selector), 'dkim-s1'],
    ['any address at a return path', a(bounce), mx('x.example', 10, bounce), 'return-path@bounce'],
    ['an address of a CNAME', a(www), cname('x.example', www), 'extra-cname@www'],
    ['a CNAME of an address', cname('x.example', www), a(www), 'extra-a@www'],
    ['a CNAME of an address at the apex', cname('x.example'), a('acme.example'), 'extra-a'],
    ['a CNAME of a DMARC record', cname('x.example', dmarc), txt('v=DMARC1; p=none', dmarc), 'dmarc'],
    ['a CNAME of the MX of a subdomain', cname('x.example', www), mx('a.example', 10, www), 'mx-1@www'],
    ['a text of the same text with another TTL', { ...txt('code'), ttl: 60 }, txt('code'), 'verification-x'],
    [
      'a text beside the autodiscover CNAME',
      txt('old', 'autodiscover.acme.example'),
      cname('x.example', 'autodiscover.acme.example'),
      'autodiscover',
    ],
  ];
  test.each(cases)('%s', (_, live, wanted, key) => expect(standsInTheWay(live, wanted, key)).toBe(true));
});

describe('does not stand in the way:', () => {
  const cases: Case[] = [
    ['a record of another name', txt('v=spf1 -all', www), txt('v=spf1 -all'), 'spf'],
    ['another text at the apex', txt('google-site-verification=x'), txt('v=spf1 -all'), 'spf'],
    ['what only looks like SPF', txt('v=spf10 -all'), txt('v=spf1 -all'), 'spf'],
    ['an address beside an MX', a('acme.example'), mx('a.example'), 'mx-1'],
    ['a CNAME at the apex beside MX', cname('web.example'), mx('a.example'), 'mx-1'],
    ['a CNAME at the apex beside SPF', cname('web.example'), txt('v=spf1 -all'), 'spf'],
    ['a second address', a(www), { ...a(www), content: '192.0.2.2' }, 'extra-a@www'],
    ['another verification', txt('code-a'), txt('code-b'), 'verification-x'],
    ['the same text in other case', txt('Code'), txt('code'), 'verification-x'],
    [
      'an old key of another selector',
      txt('v=DKIM1; p=', 's0._domainkey.acme.example'),
      txt('v=DKIM1; p=AA', selector),
      'dkim-s1',
    ],
  ];
  test.each(cases)('%s', (_, live, wanted, key) => expect(standsInTheWay(live, wanted, key)).toBe(false));
});
