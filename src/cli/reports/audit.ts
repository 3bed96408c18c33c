/** `mailyard audit [DOMAIN…]`: what the authoritative servers say, against the plan and against the rules of the trade. */
import { type AuditOptions, audit as auditTargets, type Target } from '../../audit/audit.ts';
import type { DomainAudit } from '../../audit/audit-domain.ts';
import { auditDocument } from '../../audit/document.ts';
import { auditHtml } from '../../audit/html.ts';
import { httpsGetFrom } from '../../audit/https-get.ts';
import { PUBLIC_RESOLVERS } from '../../audit/resolvers.ts';
import { starttlsProbe } from '../../audit/starttls-probe.ts';
import { waitUntilServed } from '../../audit/wait.ts';
import { minuteOf } from '../../dates.ts';
import { parseServer, resolverFrom, type Server } from '../../dns/server.ts';
import { onInterrupt } from '../../engine/interrupt.ts';
import { counted } from '../../words.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { writeNamed } from '../named-file.ts';
import { estateTargets, namedTargets } from './audit-targets.ts';
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
