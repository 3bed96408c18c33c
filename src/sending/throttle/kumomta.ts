/**
 * The limits of one day as KumoMTA's traffic shaping (shaping.toml) and queue helper (queues.toml) take them. Sources: its reference of
 * make_egress_path, "Shaping Option Resolution Order" and "Rate limits", 2026-11. Pure.
 */
import type { Estate, EstateDomain } from '../../estate/estate.ts';
import type { Receiver } from '../../inventory/receiver.ts';
import type { Templates } from '../../inventory/template.ts';
import { policyOf, type WarmupOn } from './limits.ts';
import { addressesOf } from './network.ts';
import { type DayLimit, type LimitUnit, planAt } from './policy.ts';
import { domainSender } from './sender.ts';

export interface KumoFiles {
  shaping: string;
  queues: string;
  /** What KumoMTA has no words for, a sentence each. */
  left: string[];
}

interface Around {
  estate: Estate;
  templates: Templates;
  warmup: WarmupOn;
  /** A moment of the day that it is for. */
  at: number;
}

/** For domains that send from addresses of their own: what others send is shaped by others. */
export function kumomtaFiles(around: Around): KumoFiles {
  const domains = around.estate.domains.filter(
    ({ settings, phase }) => phase === 'live' && settings.sendingIps.length > 0,
  );
  const date = new Date(around.at).toISOString().slice(0, 10);
  const networks = [...new Set(domains.flatMap(({ settings }) => settings.sendingIps))].sort();
  const receivers = [...around.templates.receivers.values()].sort(
    (one, two) => Number(two.name === 'other') - Number(one.name === 'other'),
  );
  const sources = networks.flatMap(network => addressesOf(network) ?? []);
  const large = networks.filter(network => addressesOf(network) === undefined);
  const shaping = [
    heading(
      date,
      'Add it to the files that shaping:setup loads, after its own. Egress sources are named by their addresses.',
    ),
    ...receivers.flatMap(receiver => receiverBlocks(receiver)),
    ...networks.flatMap(network => sourceBlocks(network, domains, receivers, around)),
  ];
  const queues = [
    heading(date, "For queue_module:setup. A message's tenant is its sending domain, in the header X-Tenant."),
    section([], { tenant_header: 'X-Tenant', remove_tenant_header: true }),
    ...domains.flatMap(domain => tenantBlocks(domain, around)),
  ];
  const left = [
    ...LEFT,
    ...large.map(
      network => `${network} has too many addresses to be named one by one: its sources have no limits here.`,
    ),
    ...(sources.length === 0 ? ['No domain has `sendingIps`, so there are no sources and no tenants.'] : []),
  ];
  return { shaping: commented(shaping, left), queues: commented(queues, left), left };
}

const LEFT = [
  'Rates are spread evenly over any 24 hours: calendar days, sending hours and time zones are not in it. POST /v1/throttle keeps them.',
  'Of a tenant one rate holds over all: that of its domain. Mailboxes are not in it.',
  'The day of an address holds over the receivers that have a block here, and not over the others.',
  'It is of one day: while anything warms up, write it anew each day.',
];

const heading = (date: string, how: string): string =>
  `# Made by \`mailyard throttle --export kumomta\` for ${date}: change the inventories and make it anew.\n# ${how}\n`;

const commented = ([head = '', ...blocks]: string[], left: string[]): string =>
  [head + left.map(line => `# ${line}\n`).join(''), ...blocks].join('\n');

/** By its MX where they are known, so that it holds for every domain behind them; else by its domains. */
function receiverBlocks({ name, mx, domains, limits }: Receiver): string[] {
  const { connections, messagesPerConnection, tls, rolling = [] } = limits;
  const common = {
    ...(messagesPerConnection !== undefined && { max_deliveries_per_connection: messagesPerConnection }),
    ...(tls && { enable_tls: tls === 'required' ? 'Required' : 'Opportunistic' }),
    ...(rolling[0] && { max_message_rate: `${rolling[0].messages}/${rolling[0].within.replace(/^1(?=\D)/, '')}` }),
  };
  const limit = (key: string) => (connections === undefined ? {} : { [key]: connections });
  if (name === 'other') return [section(['default'], { ...limit('connection_limit'), ...common })];
  // Of several domains with one set of mail hosts KumoMTA takes no block each, unless none of them goes by its hosts.
  const alone = domains.length > 1 && { mx_rollup: false };
  if (mx.length === 0)
    return domains.map(domain => section([domain], { ...alone, ...limit('connection_limit'), ...common }));
  const match = mx.map(suffix => ({ MXSuffix: suffix }));
  return [section(['provider', name], { match, ...limit('provider_connection_limit'), ...common })];
}

/** What each address of a network may send on that day: to a receiver its share, and to all that are named here one sum. */
function sourceBlocks(network: string, domains: EstateDomain[], receivers: Receiver[], around: Around): string[] {
  const [domain] = domains.filter(({ settings }) => settings.sendingIps.includes(network));
  const addresses = addressesOf(network) ?? [];
  if (!domain) return [];
  return receivers.flatMap(receiver => {
    const limits = limitsOf(domain, around, { network, receiver });
    const each = (unit: LimitUnit) =>
      rateOf(
        limits.find(limit => limit.unit === unit),
        addresses.length,
      );
    const [all, own] = [each('ip'), each('receiver')];
    if (receiver.mx.length === 0 || !all) return [];
    return addresses.map(address =>
      section(['provider', receiver.name, 'sources', address], {
        ...(own && { provider_source_selection_rate: own }),
        additional_source_selection_rates: { [`mailyard ${address}`]: all },
      }),
    );
  });
}

function tenantBlocks(domain: EstateDomain, around: Around): string[] {
  const rate = rateOf(
    limitsOf(domain, around, {}).find(({ unit }) => unit === 'domain'),
    1,
  );
  return rate ? [section(['tenant', domain.domain], { overall_max_message_rate: rate })] : [];
}

interface Limit extends DayLimit {
  /** The most in one part of the day. */
  burst: number;
}

function limitsOf(
  domain: EstateDomain,
  { estate, templates, warmup, at }: Around,
  path: { network?: string; receiver?: Receiver },
): Limit[] {
  const policy = policyOf(domainSender(estate, templates, domain), path, templates, warmup);
  return planAt(policy, at).limits.map(limit => ({
    ...limit,
    burst: Math.max(1, ...limit.parts.map(({ messages }) => messages)),
  }));
}

/**
 * A generic cell rate of R with bursts of B lets R + B - 1 pass in any span of its length, so this lets no more than the day pass.
 * Nothing at all has no rate: one message in a year comes close.
 */
function rateOf(limit: Limit | undefined, addresses: number): string | undefined {
  if (!limit) return undefined;
  const perDay = Math.floor(limit.messages / addresses);
  if (perDay === 0) return '1/365d,max_burst=1';
  const burst = Math.min(perDay, Math.max(1, Math.floor(limit.burst / addresses)));
  return `${perDay - burst + 1}/day,max_burst=${burst}`;
}

type Value = string | number | boolean | Value[] | { [key: string]: Value };

const section = (path: string[], values: Record<string, Value>): string =>
  [
    ...(path.length > 0 ? [`[${path.map(bareOrQuoted).join('.')}]`] : []),
    ...Object.entries(values).map(([key, value]) => `${bareOrQuoted(key)} = ${toml(value)}`),
    '',
  ].join('\n');

const bareOrQuoted = (key: string): string => (/^[A-Za-z_]+$/.test(key) ? key : JSON.stringify(key));

/** Of what is written here JSON's texts are TOML's basic strings. */
function toml(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(toml).join(', ')}]`;
  if (typeof value === 'object') {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${bareOrQuoted(key)} = ${toml(inner)}`)
      .join(', ')} }`;
  }
  return JSON.stringify(value);
}
