/** What can be known: from the DNS, from blocklists, from prices and limits, and of what was sent. */
import type { AddCommand } from '../command.ts';
import { repeatable } from '../repeatable.ts';

export function reports(command: AddCommand): void {
  command(
    'audit',
    'asks the authoritative servers and reports per domain; exit 2 on a failed check',
    async () => (await import('./audit.ts')).audit,
  )
    .argument('[domain...]', 'default: the whole estate; domains outside it too')
    .option('--servers <host:port,…>', 'ask these servers for the zones, wherever they are delegated to')
    .option('--public', "compare with public resolvers: Cloudflare's, Google's and Quad9's")
    .option('--resolvers <host:port,…>', 'compare with these resolvers')
    .option('--selector <name>', 'a DKIM selector to look at beside the usual ones (repeatable)', repeatable)
    .option('--starttls', 'connect to the mail hosts on port 25: TLS and certificates')
    .option('--wait', 'look again until everything planned is served')
    .option('--timeout <time>', 'with --wait: 90s, 30m, 2h', '30m')
    .option('--html <file>', 'the report as a file of its own');

  command(
    'capacity',
    'what can be sent on each day of the next eight weeks, or what a target needs',
    async () => (await import('./capacity.ts')).capacity,
  )
    .option('--days', 'day by day instead of week by week')
    .option('--target <volume>', 'what it needs: 1200/day, 36,000/month, 500M/day');

  command(
    'cost',
    'what the estate costs by the prices in the templates, or what a target would cost',
    async () => (await import('./cost.ts')).cost,
  ).option('--target <volume>', 'what it costs: 1200/day, 36,000/month');

  command('blocklists', 'what blocklists say of addresses and domains');
  command(
    'blocklists check',
    'asks the blocklists: what has changed, what is listed, and the way off; exit 2 when something is listed',
    async () => (await import('./blocklists.ts')).check,
  )
    .argument(
      '[name or IP...]',
      'addresses, networks and domains, outside the estate too; default: all that the estate has',
    )
    .option('--confirm-after <time>', 'how long after its first answer a list is asked again: 0s, 30s, 5m', '10s');

  command(
    'spf',
    'the SPF record of a domain as a tree with its price in lookups; exit 2 with an error in it',
    async () => (await import('./spf.ts')).spf,
  ).argument('<domain>');

  command(
    'spf evaluate',
    "RFC 7208's result for one message; exit 2 for permerror and temperror",
    async () => (await import('./spf.ts')).evaluate,
  )
    .argument('[domain]', 'whose policy; default: the domain of --mail-from')
    .option('--ip <address>', 'the client that sends')
    .option('--mail-from <address>', 'the reverse-path; empty for a bounce')
    .option('--helo <name>', "the client's name in HELO or EHLO");

  command(
    'spf flatten',
    'what stands in place of includes that are too many, from the DNS into spf.lock.json; exit 2 where a record does not fit',
    async () => (await import('./spf-flatten.ts')).flatten,
  ).option('--check', 'write nothing; exit 2 where the DNS says something else than the lock');

  command(
    'events',
    'what each domain sent and what became of it; exit 2 while an alert on bounces or complaints is open',
    async () => (await import('./events.ts')).events,
  ).option('--days <number>', 'of so many days', '7');
  command(
    'events import',
    'sends, deliveries, bounces and complaints from files; exit 2 with a bad line or a new alert',
    async () => (await import('./events-import.ts')).importEvents,
  )
    .argument('<file...>', 'JSON lines or CSV, by gzip or not; `-` for the standard input')
    .option('--format <format>', 'jsonl or csv; default: as it looks')
    .option('--source <name>', 'who told it', 'import')
    .option(
      '--tells-complaints',
      'this source would tell of complaints: that it tells of none means that there are none',
    );
}
