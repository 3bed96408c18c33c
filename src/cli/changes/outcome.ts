/** What an engine did, as people and scripts read it: what was applied, what failed and why, and what it cost. */
import type { EngineFailure, EngineResult, EngineStep } from '../../engine/engine.ts';
import { DNS_RECORD, WORKERS_SCRIPT } from '../../estate/cloudflare-types.ts';
import { MAIL_DOMAIN, MAIL_DOMAIN_READY, MAILBOX, ZONE_RECORDS, zoneOfName } from '../../estate/resource.ts';
import { sharedRegion } from '../../estate/ses/names.ts';
import type { Plan } from '../../plan/plan.ts';
import { resourceWords } from '../../plan/resource-words.ts';
import { counted } from '../../words.ts';
import type { Terminal } from '../terminal.ts';
import type { Engine } from './engine/engine.ts';

/**
 * The result measured by the plan. What was not to change has not failed, even where what it depends on did. And the embedded
 * engine leaves types that it cannot run to the Pulumi CLI: whoever reads "done" must know.
 */
export function byPlan(result: EngineResult, plan: Plan, engine: Engine): EngineResult {
  return withLeftovers(withoutUnmoved(result, plan), plan, engine);
}

function withoutUnmoved(result: EngineResult, { zones, resources }: Plan): EngineResult {
  const moving = new Set([
    ...zones.filter(({ action }) => action !== 'same').map(({ segment, zone }) => `${segment} ${zone}`),
    ...resources.map(({ segment, type, name }) => `${segment} ${type} ${name}`),
  ]);
  const isUnmoved = ({ stack, type, name, code }: EngineFailure) =>
    code === 'dependency' &&
    !moving.has(recordTypes.has(type) ? `${stack} ${zoneOfName(name)}` : `${stack} ${type} ${name}`);
  return { ...result, failed: result.failed.filter(failure => !isUnmoved(failure)) };
}

/** The plan speaks of their zone. */
const recordTypes = new Set([ZONE_RECORDS, DNS_RECORD]);

function withLeftovers(result: EngineResult, plan: Plan, engine: Engine): EngineResult {
  if (engine.name === 'pulumi' || result.interrupted) return result;
  const told = new Set([...result.done, ...result.failed].map(({ stack, type, name }) => `${stack} ${type} ${name}`));
  const left = plan.resources.filter(({ segment, type, name }) => !told.has(`${segment} ${type} ${name}`));
  const failures = left.map(
    ({ segment, type, name, action }): EngineFailure => ({
      ...{ stack: segment, type, name, op: action, code: 'foreign-type', reasons: [] },
      message: `The state holds it as ${type}, which the embedded engine cannot run: it was left alone.`,
      fix: 'Use --engine pulumi.',
    }),
  );
  return { ...result, failed: [...result.failed, ...failures] };
}

/** The part of `up --json` that `plan --json` has not. CONTRACT §3. */
export function outcomeDocument(result: EngineResult, engine: Engine): object {
  return {
    engine: engine.name,
    applied: result.done.map(step => ({ ...placeOf(step), op: step.op })),
    failed: result.failed.flatMap(failedDocuments),
    interrupted: result.interrupted,
    warnings: result.warnings,
    calls: engine.calls(),
    durationMs: result.durationMs,
  };
}

/** `resource` where it is not the zone's records. */
function placeOf({ stack, type, name }: EngineStep): { segment: string; zone: string; resource?: string } {
  const zone = zoneOfName(name);
  return { segment: stack, zone, ...(zone !== name && { resource: resourceWords(type, name) }) };
}

/** One for each record that is the reason, where that is known. */
function failedDocuments(failed: EngineFailure): object[] {
  const { code = 'failed', message, reasons, records = [], fix } = failed;
  const failure = placeOf(failed);
  if (records.length > 0) return records.map(({ key, message }) => ({ ...failure, key, code, message, fix }));
  return [{ ...failure, code, message: reasons.length > 0 ? reasons.join('\n') : message, fix }];
}

export function printOutcome(result: EngineResult, engine: Engine, terminal: Terminal, plan?: Plan): void {
  const { colors } = terminal;
  terminal.print();
  for (const failures of alikeFailures(result.failed)) terminal.print(failureText(failures, terminal));
  const calls = engine.calls();
  const cost = [calls === undefined ? '' : counted(calls, 'Cloudflare call'), seconds(result.durationMs)]
    .filter(Boolean)
    .join(', ');
  const failed = result.failed.length;
  const did = result.done.length === 0 && plan === undefined ? 'Nothing changed' : `${doneText(result.done)} done`;
  const verdict = failed > 0 ? colors.red(`${did}, ${failed} failed`) : colors.green(did);
  terminal.print(`${verdict} (${cost}).`);
  if (result.interrupted) terminal.print('Interrupted: what was done is in the state; run it again for the rest.');
}

/** Two segments can share a zone; a Worker, what is at mail providers and what domains share at SES is in none. */
function doneText(steps: EngineResult['done']): string {
  const beside = new Set([WORKERS_SCRIPT, MAIL_DOMAIN, MAIL_DOMAIN_READY, MAILBOX]);
  const ofZones = steps.filter(({ type, name }) => !beside.has(type) && sharedRegion(name) === undefined);
  const zones = new Set(ofZones.map(({ name }) => zoneOfName(name))).size;
  // One that moves to another provider is two steps.
  const mailboxes = new Set(steps.filter(({ type }) => type === MAILBOX).map(({ stack, name }) => `${stack} ${name}`))
    .size;
  if (mailboxes === 0) return counted(zones, 'zone');
  return zones === 0 ? counted(mailboxes, 'mailbox') : `${counted(zones, 'zone')} and ${counted(mailboxes, 'mailbox')}`;
}

const MOST_NAMES = 5;

interface AlikeFailures {
  /** `a.example (pool-a), b.example (pool-a) and 3 others` */
  names: string;
  text: string;
  fix?: string;
}

/** A token that is rejected fails every zone in the same words: they are said once. */
export function alikeFailures(failed: EngineFailure[]): AlikeFailures[] {
  const groups = Map.groupBy(failed, failure => `${textOf(failure)}\n${wayOut(failure)}`).values();
  return [...groups].map(failures => {
    const [first] = failures as [EngineFailure];
    const names = failures.slice(0, MOST_NAMES).map(failed => `${nameOf(failed)} (${failed.stack})`);
    const more = failures.length > MOST_NAMES ? ` and ${counted(failures.length - MOST_NAMES, 'other')}` : '';
    return { names: names.join(', ') + more, text: textOf(first), fix: wayOut(first) };
  });
}

/** A zone by its own name, what belongs to one in words. */
const nameOf = ({ type, name }: EngineFailure): string =>
  zoneOfName(name) === name ? name : resourceWords(type, name);

function failureText({ names, text, fix }: AlikeFailures, { colors }: Terminal): string {
  const lines = [`${colors.red('failed')}  ${names}`, `  ${text}`];
  if (fix) lines.push(`  ${colors.green('→')} ${fix}`);
  return lines.join('\n');
}

const textOf = ({ message, reasons }: EngineFailure): string => (reasons.length > 0 ? reasons.join('\n  ') : message);

function wayOut({ code, type, fix }: EngineFailure): string | undefined {
  if (code !== 'partial') return fix;
  const kept = type === ZONE_RECORDS ? 'The rest of the zone is written and kept' : 'What was done is kept';
  return `${kept}; the next \`mailyard up\` sends what is missing.`;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
