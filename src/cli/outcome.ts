/** What an engine did, as people and scripts read it: what was applied, what failed and why, and what it cost. */
import type { EngineFailure, EngineResult } from '../engine/engine.ts';
import type { Plan } from '../plan/plan.ts';
import type { Engine } from './engine.ts';
import type { Terminal } from './terminal.ts';
import { counted } from './words.ts';

/** The part of `up --json` that `plan --json` has not. CONTRACT §3. */
export function outcomeDocument(result: EngineResult, engine: Engine): object {
  return {
    engine: engine.name,
    applied: result.done.map(({ stack, name, op }) => ({ segment: stack, zone: name, op })),
    failed: result.failed.map(({ stack, name, code, message, reasons, fix }) => ({
      segment: stack,
      zone: name,
      code: code ?? 'failed',
      message: reasons.length > 0 ? reasons.join('\n') : message,
      fix,
    })),
    interrupted: result.interrupted,
    warnings: result.warnings,
    calls: engine.calls(),
    durationMs: result.durationMs,
  };
}

export function printOutcome(result: EngineResult, engine: Engine, terminal: Terminal, plan?: Plan): void {
  const { colors } = terminal;
  for (const warning of result.warnings) terminal.note(warning);
  for (const failure of result.failed) terminal.print(failureText(failure, terminal));
  const calls = engine.calls();
  const cost = [calls === undefined ? '' : counted(calls, 'Cloudflare call'), seconds(result.durationMs)]
    .filter(Boolean)
    .join(', ');
  const failed = result.failed.length;
  const did =
    result.done.length === 0 && plan === undefined ? 'Nothing changed' : `${counted(result.done.length, 'zone')} done`;
  const verdict = failed > 0 ? colors.red(`${did}, ${failed} failed`) : colors.green(did);
  terminal.print(`${verdict} (${cost}).`);
  if (result.interrupted) terminal.print('Interrupted: what was done is in the state; run it again for the rest.');
}

function failureText({ stack, name, message, reasons, fix }: EngineFailure, { colors }: Terminal): string {
  const text = reasons.length > 0 ? reasons.join('\n  ') : message;
  const lines = [`${colors.red('failed')}  ${name} (${stack})`, `  ${text}`];
  if (fix) lines.push(`  ${colors.green('→')} ${fix}`);
  return lines.join('\n');
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
