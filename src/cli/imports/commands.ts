/** Zones of other tools, as inventory. */
import type { AddCommand } from '../command.ts';

export function imports(command: AddCommand): void {
  command('import', 'zones of other tools as a segment of the inventories (--segment names it); exit 2 with a finding');
  const zonesFrom: AddCommand = (tool, description, load) =>
    command(`import ${tool}`, description, load)
      .option('--out <file>', 'the file to write; default: <domains>/<segment>.yaml')
      .option('--mail-only', 'leave what is not mail unmanaged');

  zonesFrom(
    'cloudflare',
    'zones as they stand at Cloudflare',
    async () => (await import('./import.ts')).importCloudflare,
  ).argument('<zone...>');
  zonesFrom('bind', 'zone files of BIND and its like', async () => (await import('./import.ts')).importBind).argument(
    '<file...>',
  );
  zonesFrom('octodns', "octoDNS's YAML zones", async () => (await import('./import.ts')).importOctodns).argument(
    '<dir>',
  );
  zonesFrom(
    'dnscontrol',
    'what `dnscontrol print-ir` wrote',
    async () => (await import('./import.ts')).importDnscontrol,
  ).argument('<file>');
}
