/** Locked plans as files: `plan --out` writes one, `up --plan` and the provider (MAILYARD_PLAN) read it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { MailyardError } from './error.ts';
import { fileReason } from './file-reason.ts';
import { fingerprint } from './plan/fingerprint.ts';
import type { LockedPlan } from './plan/locked.ts';

interface PlanFile extends LockedPlan {
  version: 1;
  /** Fingerprint of the plan, so that a file that was edited or cut short is noticed. It is no signature. */
  hash: string;
}

/** Throws `plan-file` where it cannot be written. */
export function writePlanFile(file: string, plan: LockedPlan): void {
  const content: PlanFile = { version: 1, hash: fingerprint(plan), ...plan };
  try {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  } catch (cause) {
    throw new MailyardError(
      'plan-file',
      `The plan cannot be saved in ${file}: ${fileReason(cause, 'its folder is not there')}.`,
      { cause },
    );
  }
}

/** Throws `plan-file` for what is no plan, or not the one that was written. */
export function readPlanFile(file: string): LockedPlan {
  const { version, hash, ...plan } = parsed(file);
  if (version !== 1 || typeof hash !== 'string')
    throw new MailyardError('plan-file', `${file} is no plan that this version of Mailyard wrote.`, { fix: SAVE });
  if (hash !== fingerprint(plan))
    throw new MailyardError('plan-file', `${file} was changed after it was saved: its content does not fit its hash.`, {
      fix: SAVE,
    });
  return plan;
}

/** The file that everything of a run is held to: the option, else MAILYARD_PLAN. Absolute, as engines run elsewhere. */
export function planFileOf(option: unknown, env: NodeJS.ProcessEnv): string | undefined {
  const file = typeof option === 'string' ? option : env.MAILYARD_PLAN;
  return file ? resolve(file) : undefined;
}

function parsed(file: string): Partial<PlanFile> & LockedPlan {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) ?? {};
  } catch (cause) {
    const what = cause instanceof SyntaxError ? 'is broken or cut short' : 'cannot be read as a plan';
    throw new MailyardError('plan-file', `${file} ${what}: ${fileReason(cause, 'there is no such file')}.`, {
      fix: SAVE,
      cause,
    });
  }
}

const SAVE = 'Save a new one with `mailyard plan --out FILE`.';
