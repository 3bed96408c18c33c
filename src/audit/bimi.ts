/** BIMI: a logo beside authenticated mail, and what stands behind it. draft-brand-indicators-for-message-identification-10 (checked 2026-11). */
import { parseTags } from '../records/tags.ts';
import { logoFindings } from './bimi-logo.ts';
import { markFindings } from './bimi-mark.ts';
import type { DmarcRecord } from './dmarc-record.ts';
import { type Walk, walkTree } from './dmarc-walk.ts';
import { fetchUrl, type Loaded } from './fetch-url.ts';
import type { HttpsGet, Wanted } from './https-get.ts';
import { type Check, rolesOf } from './subject.ts';
import { type Finding, fail, pass, unknown, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, textsOf, unansweredFinding, type View } from './view.ts';

/** Room for a logo that is too large, and for a certificate with its issuers and the logo inside. */
const LARGEST = 256 * 1024;
const LOGO = { accept: 'image/svg+xml', largest: LARGEST };
const MARK = { accept: 'application/x-pem-file', largest: LARGEST };

type Ok = Loaded & { status: 'ok' };

type Load = (url: string, wanted: Wanted, view: View) => Promise<Loaded>;

/** What is at an address is fetched once in a run, however many domains share it. */
export function bimiWith(get: HttpsGet, now: () => number): Check {
  const loads = new Map<string, Promise<Loaded>>();
  const load: Load = (url, wanted, view) => {
    const loaded = loads.get(url) ?? fetchUrl(url, get, view, wanted);
    loads.set(url, loaded);
    return loaded;
  };
  return async (subject, view) => {
    const { domain } = subject;
    const [name = `default._bimi.${domain}`] = rolesOf(subject, 'bimi').map(record => record.name);
    const found = await view.ask(name, 'TXT');
    const evidence = evidenceOf(found);
    if (isUnanswered(found)) return [unansweredFinding('bimi', `whether ${domain} has BIMI`, found)];
    const records = textsOf(found).filter(text => /^v=BIMI1\s*(?:;|$)/i.test(text));
    if (textsOf(found).length === 0) return [pass('bimi-none', `${domain} does not use BIMI.`, { evidence })];
    if (records.length !== 1)
      return [fail('bimi-several', `${name} has ${records.length} BIMI records; it needs one.`, { evidence })];
    const { urls, findings } = readRecord(domain, records[0] ?? '');
    const walk = await walkTree(domain, view);
    const [logo, mark] = await Promise.all([
      urls.logo ? logoAt(urls.logo, load, view) : [],
      urls.mark ? markAt(urls.mark, markedNames(name, walk), now(), load, view) : [],
    ]);
    return [...findings, ...policyFindings(walk.policy?.record), ...logo, ...mark].map(finding => ({
      evidence,
      ...finding,
    }));
  };
}

/**
 * Those of which the certificate names one: the domain or its organisational domain, with the selector or without. Where the latter
 * is not known for a silent server, it may be any name on the way: what fails is to be certain.
 */
function markedNames(record: string, { steps, organizational }: Walk): string[] {
  const selector = record.slice(0, record.indexOf('._bimi.'));
  const isSure = !steps.some(({ seen }) => isUnanswered(seen));
  const domains = steps.map(({ domain }) => domain);
  return domains
    .filter((domain, at) => at === 0 || domain === organizational || !isSure)
    .flatMap(domain => [domain, `${selector}._bimi.${domain}`]);
}

interface Urls {
  logo?: string;
  mark?: string;
}

/** `urls`: those that can be fetched. */
function readRecord(domain: string, record: string): { urls: Urls; findings: Finding[] } {
  const { values, repeated, broken } = parseTags(record);
  const [logo, mark] = [values.get('l'), values.get('a') ?? ''];
  if (logo === undefined || repeated.length > 0 || broken.length > 0)
    return { urls: {}, findings: [fail('bimi-syntax', 'The BIMI record needs l=, and nothing twice.')] };
  if (logo === '' && mark === '') return { urls: {}, findings: [pass('bimi', `${domain} declines BIMI.`)] };
  const urls = { logo: httpsUrl(logo), mark: httpsUrl(mark) };
  if ((logo !== '' && !urls.logo) || (mark !== '' && !urls.mark))
    return { urls, findings: [fail('bimi-https', 'The logo and its certificate must be https: addresses.')] };
  if (mark !== '') return { urls, findings: [pass('bimi', `The logo of ${domain} is at ${logo || mark}.`)] };
  const message = 'The logo has no mark certificate (a=): Gmail and Apple do not show it.';
  return { urls, findings: [warn('bimi-mark', message, { fix: 'Get a VMC or CMC.' })] };
}

const httpsUrl = (text: string): string | undefined =>
  /^https:\/\//i.test(text) && URL.canParse(text) ? text : undefined;

/** Receivers show logos only under an enforced policy, for subdomains too. */
function policyFindings(record: DmarcRecord | undefined): Finding[] {
  if (!record || (record.policy !== 'none' && record.subdomains !== 'none' && !record.testing)) return [];
  return [
    warn('bimi-dmarc', 'The logo is not shown: DMARC must say quarantine or reject, for subdomains too.', {
      fix: 'Enforce DMARC first.',
    }),
  ];
}

async function logoAt(url: string, load: Load, view: View): Promise<Finding[]> {
  const loaded = await load(url, LOGO, view);
  if (loaded.status !== 'ok') return [unfetched('bimi-logo-fetch', 'The logo', url, loaded)];
  return withEvidence(url, loaded, logoFindings(loaded.body));
}

async function markAt(url: string, names: string[], now: number, load: Load, view: View): Promise<Finding[]> {
  const loaded = await load(url, MARK, view);
  if (loaded.status !== 'ok') return [unfetched('bimi-mark-fetch', 'The mark certificate', url, loaded)];
  return withEvidence(url, loaded, markFindings(loaded.body.toString('latin1'), names, now));
}

function unfetched(rule: string, what: string, url: string, { status, reason }: Exclude<Loaded, Ok>): Finding {
  const evidence = `${url}: ${reason}`;
  if (status === 'failed') return unknown(rule, `${what} could not be fetched: ${reason}.`, { evidence });
  const fix = 'Serve it there with status 200, and a certificate for the name.';
  return fail(rule, `${what} cannot be had: ${reason}.`, { evidence, fix });
}

function withEvidence(url: string, { body, contentType }: Ok, findings: Finding[]): Finding[] {
  const evidence = `${url}: ${[`${body.length} bytes`, contentType].filter(Boolean).join(' of ')}`;
  return findings.map(finding => ({ evidence, ...finding }));
}
