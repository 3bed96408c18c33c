/** What an import found, as people read it: totals first, then zone by zone. */
import type { Imported } from '../../import/import.ts';
import type { ImportedDomain, ImportedZone } from '../../import/report.ts';
import { counted, grouped } from '../../words.ts';
import { findingTotals, printFindings } from '../findings.ts';
import type { Terminal } from '../terminal.ts';

export function printImport({ zones, findings }: Imported, file: string, hasEstate: boolean, terminal: Terminal): void {
  const { bold, dim, green } = terminal.colors;
  terminal.print(bold(totals(zones)));
  for (const zone of zones) printZone(zone, terminal);
  const telling = findings.filter(({ severity }) => severity !== 'info');
  if (telling.length > 0) {
    terminal.print();
    printFindings(telling, terminal);
    terminal.print(dim(`${findingTotals(telling)} in what was imported, as it is in the zones.`));
  }
  const estate = hasEstate
    ? ''
    : ' An estate.yaml beside the segments is still missing: `organization: <name>` is enough.';
  terminal.print(`\n${green('→')} ${file} is written.${estate} Next: mailyard check, then mailyard plan.`);
}

function totals(zones: ImportedZone[]): string {
  const domains = zones.flatMap(zone => zone.domains);
  const sum = (count: (domain: ImportedDomain) => number) => domains.reduce((total, each) => total + count(each), 0);
  const records = zones.reduce((total, zone) => total + zone.records + zone.kept.length, 0);
  const parts = [
    [sum(({ explained }) => explained), 'from settings and templates'],
    [sum(({ overridden }) => overridden), 'kept by overrides'],
    [sum(({ extra }) => extra), 'under records'],
    [zones.reduce((total, { unmanaged }) => total + unmanaged, 0), 'left unmanaged'],
    [zones.reduce((total, { kept }) => total + kept.length, 0), 'kept as comments only'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${grouped(count)} ${what}`);
  return `${counted(zones.length, 'zone')}, ${counted(records, 'record')}${told.length > 0 ? `: ${told.join(', ')}` : ''}.`;
}

function printZone(zone: ImportedZone, { print, colors }: Terminal): void {
  print(`\n${colors.bold(zone.zone)}  ${counted(zone.records + zone.kept.length, 'record')}`);
  for (const domain of zone.domains) print(`  ${domainText(domain, zone)}`);
  if (zone.unmanaged > 0) print(`  ${counted(zone.unmanaged, 'record')} left unmanaged: not mail`);
  if (zone.clamped > 0) print(`  ${counted(zone.clamped, 'TTL')} moved into the range that Cloudflare takes`);
  if (zone.leftOut > 0) print(colors.dim(`  SOA and NS of the zone itself left out: Cloudflare writes its own`));
  if (zone.kept.length === 0) return;
  print(`  ${colors.yellow('kept as comments, not managed:')}`);
  for (const { text, reason } of zone.kept) print(`    ${text}  ${colors.dim(`(${reason})`)}`);
}

function domainText({ domain, provider, relays, dmarc, ...counts }: ImportedDomain, { zone }: ImportedZone): string {
  const who = [
    provider ?? 'no known mail provider',
    relays.length > 0 ? `relays ${relays.join(', ')}` : 'no known relay',
    dmarc ? `DMARC ${dmarc}` : 'no DMARC',
  ];
  const how = [
    `${grouped(counts.explained)} from settings`,
    ...(counts.overridden > 0 ? [`${grouped(counts.overridden)} by overrides`] : []),
    ...(counts.extra > 0 ? [`${grouped(counts.extra)} under records`] : []),
  ];
  return `${domain === zone ? '' : `${domain}: `}${who.join(' · ')} — ${how.join(', ')}`;
}
