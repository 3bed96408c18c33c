/** `mailyard audit [DOMAIN…]`: what the authoritative servers say, against the plan and against the rules of the trade. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { type AuditOptions, audit as auditTargets, type Target } from '../../audit/audit.ts';
import type { DomainAudit } from '../../audit/audit-domain.ts';
import { auditDocument } from '../../audit/document.ts';
import { auditHtml } from '../../audit/html.ts';
import { httpsGetFrom } from '../../audit/https-get.ts';
import { PUBLIC_RESOLVERS } from '../../audit/resolvers.ts';
import { starttlsProbe } from '../../audit/starttls-probe.ts';
import { targetsOf } from '../../audit/targets.ts';
import { waitUntilServed } from '../../audit/wait.ts';
import { minuteOf } from '../../dates.ts';
import { parseServer, resolverFrom, type Server } from '../../dns/server.ts';
import { onInterrupt } from '../../engine/interrupt.ts';
import { MailyardError } from '../../error.ts';
import type { Estate } from '../../estate/estate.ts';
import type { Resource } from '../../estate/resource.ts';
import { loadEstate } from '../../load-estate.ts';
import { knownLists } from '../../plan/known-records.ts';
import { selects } from '../../plan/select.ts';
import { wantedNow } from '../../plan/wanted.ts';
import { isPolicyDomain } from '../../spf/domain-spec.ts';
import { readState } from '../../state/read.ts';
import { counted } from '../../words.ts';
import { type Context, estateOf, findSite } from '../context.ts';
import { printJson } from '../json.ts';
import { writeNamed } from '../named-file.ts';
import { refuseUnknown } from '../selected.ts';
import { printAudit } from './audit-text.ts';
import { durationOf } from './duration.ts';

export interface AuditCommandOptions {
  servers?: string;
  resolvers?: string;
  public?: boolean;
  selector?: string[];
  starttls?: boolean;
  wait?: boolean;
  timeout?: string;
  html?: string;
}

export async function audit(context: Context, options: AuditCommandOptions, names: string[]): Promise<number> {
  const targets = await (names.length > 0 ? namedTargets(context, names) : estateTargets(context));
  const timeoutMs = durationOf('--timeout', options.timeout ?? '30m');
  const asked = auditOptions(context, options);
  const { audits, code } = options.wait
    ? await waiting(context, targets, asked, timeoutMs)
    : await once(context, targets, asked);
  if (options.html) writeHtml(options.html, audits, context);
  if (context.options.json) printJson(auditDocument(audits));
  else printAudit(audits, context.terminal);
  return code ?? exitCode(audits);
}

/** Those of the command line; what is in the estate is held to its plan. An estate that cannot be read must not stop a look at others. */
async function namedTargets(context: Context, names: string[]): Promise<Target[]> {
  const domains = [...new Set(names.map(domainOf))];
  const { estate } = loadEstate(context.sources);
  const targets = targetsOf(estate, estate && (await listsNow(context, estate)));
  const planned = new Map(targets.map(target => [target.domain, target]));
  return domains.map(domain => planned.get(domain) ?? { domain });
}

async function estateTargets(context: Context): Promise<Target[]> {
  const { estate } = estateOf(context);
  refuseUnknown(context, { stacks: [] }, estate);
  const { selection } = context;
  return targetsOf(estate, await listsNow(context, estate)).filter(({ domain, segment = '', zone }) =>
    selects(selection, { segment, name: zone ?? domain, new: { domains: { [domain]: 'live' } } }),
  );
}

/**
 * An MX under MTA-STS may wait for its day, and only the state knows since when; and what a provider gave for the records.
 * Nothing else of an audit needs the state, so one that is far away is asked only then, and one that cannot be read ends nothing.
 */
async function listsNow(context: Context, estate: Estate): Promise<Map<string, Resource[]> | undefined> {
  const inUse =
    estate.domains.some(({ settings }) => settings.mtaSts.mode !== 'none') ||
    estate.zones.some(({ records }) => records.some(({ provided }) => provided?.given));
  try {
    const { backend, project } = await findSite(context);
    if (!inUse && backend.kind !== 'file') return undefined;
    const state = await readState(backend, project);
    return knownLists(wantedNow(estate, state, project).lists, state);
  } catch (error) {
    if (!(error instanceof MailyardError)) throw error;
    context.terminal.note(
      `What waits for its day, and what providers gave, is not known, as the state cannot be read: ${error.message}`,
    );
    return undefined;
  }
}

function auditOptions({ env }: Context, options: AuditCommandOptions): AuditOptions {
  const compareWith = [...(options.public ? PUBLIC_RESOLVERS : []), ...serversOf(options.resolvers)];
  return {
    resolver: resolverFrom(env),
    servers: options.servers === undefined ? undefined : serversOf(options.servers),
    compareWith,
    selectors: options.selector,
    probeHost: options.starttls ? starttlsProbe() : undefined,
    get: httpsGetFrom(env),
  };
}

async function once({ terminal }: Context, targets: Target[], options: AuditOptions): Promise<Seen> {
  const progress = terminal.progress(targets.length, 'domains');
  const audits = await auditTargets(targets, {
    ...options,
    onProgress: (done, _, domain) => progress.step(done, domain),
  });
  progress.end();
  return { audits };
}

interface Seen {
  audits: DomainAudit[];
  code?: number;
}

async function waiting(
  { terminal, clock }: Context,
  targets: Target[],
  options: AuditOptions,
  timeoutMs: number,
): Promise<Seen> {
  const interrupt = onInterrupt(() => terminal.note('Stopping after this look.'));
  try {
    const { audits, ended } = await waitUntilServed(targets, {
      look: open => auditTargets(open, options),
      timeoutMs,
      now: clock.now,
      sleep: (ms, signal) => clock.sleep(ms, signal).catch(() => {}),
      signal: interrupt.signal,
      onRound: (left, total, next) =>
        terminal.note(
          `${left} of ${counted(total, 'domain')} not there yet; next look in ${Math.ceil(next / 1000)} s.`,
        ),
    });
    if (ended === 'timeout') terminal.note('The time is up.');
    return { audits, code: ended === 'interrupted' ? 130 : ended === 'timeout' ? 2 : undefined };
  } finally {
    interrupt.dispose();
  }
}

/** 2 where a check fails. 1 where nobody answered anything about a domain: then there was no audit. */
function exitCode(audits: DomainAudit[]): number {
  if (audits.some(({ verdict }) => verdict === 'fail')) return 2;
  return audits.some(isUnseen) ? 1 : 0;
}

/** The checks that every domain has; whatever is seen leaves a finding in them that is not unknown. */
function isUnseen({ checks }: DomainAudit): boolean {
  const basic = checks.filter(({ check }) => ['mx', 'spf', 'dmarc'].includes(check));
  return basic.every(({ findings }) => findings.every(({ verdict }) => verdict === 'unknown'));
}

function writeHtml(file: string, audits: DomainAudit[], { terminal, clock }: Context): void {
  const at = `${minuteOf(clock.now())} UTC`;
  writeNamed(file, auditHtml(audits, { title: 'Mail audit', at }));
  terminal.note(`Report in ${file}.`);
}

function serversOf(text = ''): Server[] {
  return text
    .split(',')
    .map(each => each.trim())
    .filter(Boolean)
    .map(parseServer);
}

function domainOf(text: string): string {
  const name = (domainToASCII(text.replace(/\.$/, '')) || text).toLowerCase();
  if (isPolicyDomain(name) && !isIP(name)) return name;
  throw new MailyardError('bad-option', `"${text}" is not a domain.`, {
    fix: 'For example: mailyard audit acme.example',
  });
}
