/** A domain's policies read back into settings: DMARC, MTA-STS, TLS-RPT, BIMI, CAA. What they cannot say stays out. */
import { formats } from '../inventory/formats.ts';
import type { SettingsInput } from '../inventory/input.ts';
import type { DmarcPolicy } from '../inventory/model.ts';
import { mtaStsContent, stsPolicy } from '../records/mta-sts.ts';
import type { ZoneRecord } from '../records/record.ts';

type Find = (name: string, type: ZoneRecord['type']) => ZoneRecord[];

/** The settings of one domain that its policy records tell. `mxHosts`: where its mail goes. */
export function policySettings(domain: string, find: Find, mxHosts: string[]): SettingsInput {
  const text = (name: string, start: RegExp) => only(find(name, 'TXT').filter(({ content }) => start.test(content)));
  const dmarc = text(`_dmarc.${domain}`, /^v=DMARC1\b/);
  const sts = text(`_mta-sts.${domain}`, /^v=STSv1\b/);
  const policyHost = only(find(`mta-sts.${domain}`, 'CNAME'));
  const reports = text(`_smtp._tls.${domain}`, /^v=TLSRPTv1\b/);
  const bimi = text(`default._bimi.${domain}`, /^v=BIMI1\b/);
  return {
    ...(dmarc && { dmarc: dmarcSettings(dmarc.content) }),
    ...(sts && policyHost && mtaStsSettings(sts.content, policyHost.content, mxHosts)),
    ...(reports && tlsSettings(reports.content)),
    ...(bimi && bimiSettings(bimi.content)),
    ...caaSettings(find(domain, 'CAA')),
  };
}

const only = <T>(list: T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

function tagsOf(content: string): Map<string, string> {
  const pairs = content.split(';').map(part => part.split(/=(.*)/s).map(text => text.trim()));
  return new Map(pairs.map(([tag = '', value = '']) => [tag.toLowerCase(), value]));
}

function dmarcSettings(content: string): NonNullable<SettingsInput['dmarc']> {
  const tags = tagsOf(content);
  const policy = (tag: string): DmarcPolicy | undefined => {
    const value = tags.get(tag)?.toLowerCase();
    return value === 'none' || value === 'quarantine' || value === 'reject' ? value : undefined;
  };
  const [own, subdomains, nonexistent] = [policy('p'), policy('sp'), policy('np')];
  const strict = (tag: string) => tags.get(tag) === 's';
  const reports = addresses(tags.get('rua'));
  const alignment = {
    ...(strict('aspf') && { spf: 'strict' as const }),
    ...(strict('adkim') && { dkim: 'strict' as const }),
  };
  return {
    policy: own ?? 'none',
    ...(subdomains && { subdomains }),
    ...(nonexistent && { nonexistent }),
    ...(tags.get('t') === 'y' && { testing: true }),
    ...(Object.keys(alignment).length > 0 && { alignment }),
    ...(reports.length > 0 && { reports }),
  };
}

/** RFC 9989 §4.7: URIs with `,`, `!` and `;` percent-encoded; a size limit after `!` has no setting. */
function addresses(list: string | undefined): string[] {
  const uris = (list ?? '').split(',').map(uri => uri.trim().replace(/!\d+[kmgt]?$/i, ''));
  return uris.map(uri => decoded(uri.replace(/^mailto:/i, ''))).filter(uri => !formats['report-target']?.(uri));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const modes = ['enforce', 'testing'] as const;
/** A day, a week, two and four weeks, a month, the year that RFC 8461 §3.2 allows at most. */
const ages = [86_400, 604_800, 1_209_600, 2_419_200, 2_592_000, 31_536_000, 31_557_600];

/** DNS tells a policy's id and neither its mode nor its age: they are known where the id is that of our own making. */
function mtaStsSettings(content: string, policyHost: string, mxHosts: string[]): SettingsInput {
  for (const mode of modes) {
    for (const maxAge of ages) {
      const policy = stsPolicy({ mode, maxAge, mx: [] }, mxHosts);
      if (mtaStsContent(policy) === content) return { mtaSts: { mode, maxAge, policyHost } };
    }
  }
  return {};
}

function tlsSettings(content: string): SettingsInput {
  const reports = addresses(tagsOf(content).get('rua'));
  return reports.length > 0 ? { tlsReports: reports } : {};
}

function bimiSettings(content: string): SettingsInput {
  const [logo, certificate] = ['l', 'a'].map(tag => tagsOf(content).get(tag) ?? '');
  const isUrl = (url = '') => formats['https-url']?.(url) === undefined;
  if (!logo || !isUrl(logo)) return {};
  return { bimi: { logo, ...(certificate && isUrl(certificate) && { certificate }) } };
}

const caaTags = ['issue', 'issuewild', 'issuemail', 'iodef'] as const;

function caaSettings(records: ZoneRecord[]): SettingsInput {
  const values = caaTags.map(tag => [tag, caaValues(records, tag)] as const).filter(([, list]) => list.length > 0);
  return values.length > 0 ? { caa: Object.fromEntries(values) } : {};
}

function caaValues(records: ZoneRecord[], tag: string): string[] {
  const values = records.flatMap(({ content }) =>
    /^0 (\w+) "([^"\\]+)"$/.exec(content)?.[1] === tag ? [content.slice(content.indexOf('"') + 1, -1)] : [],
  );
  return tag === 'iodef' ? values.filter(value => !formats.iodef?.(value)) : values;
}
