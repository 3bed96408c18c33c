/** What is written for KumoMTA is TOML, says what the templates and the warm-up say, and lets no more pass than a day. */
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { openLedger } from '../../../src/ledger/open.ts';
import { kumomtaFiles } from '../../../src/sending/throttle/kumomta.ts';
import { byLedger } from '../../../src/sending/throttle/warmup.ts';
import { aDomain, anEstate, type DomainParts, templates } from '../../support/estate.ts';

const AT = Date.parse('2026-11-26T09:00:00Z');

interface Source {
  provider_source_selection_rate: string;
  additional_source_selection_rates: Record<string, string>;
}
interface Block {
  sources: Record<string, Source>;
}
type Shaping = Record<string, unknown> & { provider: { gmail: Block; yahoo: Block } };
type Queues = { tenant: Record<string, { overall_max_message_rate: string }> };

async function filesOf(domains: DomainParts[]) {
  const ledger = await openLedger({ file: ':memory:' });
  const estate = anEstate(
    domains.map(parts => aDomain({ segment: 'pool-a', ...parts })),
    {
      segments: { 'pool-a': { profile: 'high-volume' } },
    },
  );
  const files = kumomtaFiles({ estate, templates: templates(), warmup: await byLedger(ledger), at: AT });
  await ledger.close();
  return { ...files, shaping: parse(files.shaping) as Shaping, queues: parse(files.queues) as Queues };
}

const own = { sendingIps: ['192.0.2.0/31', '198.51.100.0/20'], warmup: { start: '2026-11-26', ip: 'new-ip' } };

/** The most that passes in any span of a rate's length: its rate and its burst, less one. */
function mostOf(rate: string): number {
  const [, limit, burst] = /^(\d+)\/day,max_burst=(\d+)$/.exec(rate) ?? [];
  return Number(limit) + Number(burst) - 1;
}

test('receivers are blocks by their mail hosts, and the default is what other says', async () => {
  const { shaping } = await filesOf([]);
  expect(shaping.default).toEqual({
    ...{
      connection_limit: 10,
      max_deliveries_per_connection: 100,
      enable_tls: 'Opportunistic',
      max_message_rate: '100/s',
    },
  });
  expect(shaping.provider.gmail).toEqual({
    match: [{ MXSuffix: '.google.com' }, { MXSuffix: '.googlemail.com' }],
    ...{ provider_connection_limit: 5, max_deliveries_per_connection: 50, enable_tls: 'Required' },
  });
  expect(shaping['yahoo.co.jp']).toMatchObject({ connection_limit: 2, max_message_rate: '10/s' });
});

test('each address of a network has the day of its warm-up, and a receiver its share of it', async () => {
  const { shaping, left } = await filesOf([own]);
  const { sources } = shaping.provider.gmail;
  expect(Object.keys(sources)).toEqual(['192.0.2.0', '192.0.2.1']);
  const { provider_source_selection_rate: share, additional_source_selection_rates: all } = sources[
    '192.0.2.1'
  ] as Source;
  expect([mostOf(share), mostOf(all['mailyard 192.0.2.1'] as string)]).toEqual([40, 100]);
  expect(shaping.provider.yahoo.sources['192.0.2.1']?.additional_source_selection_rates).toEqual(all);
  expect(left.join(' ')).toMatch(/198\.51\.100\.0\/20 has too many addresses/);
});

test('a domain is a tenant with its day; who has no addresses of its own is none', async () => {
  const { queues } = await filesOf([own, { domain: 'elsewhere.example' }]);
  expect(queues).toMatchObject({ tenant_header: 'X-Tenant', remove_tenant_header: true });
  expect(Object.keys(queues.tenant)).toEqual(['acme.example']);
  expect(mostOf(queues.tenant['acme.example']?.overall_max_message_rate as string)).toBe(50);
});
