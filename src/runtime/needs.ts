/** What a job cannot work without, said before it begins. */
import { TOKEN_VARIABLE } from '../cloudflare/token.ts';
import { MailyardError } from '../error.ts';
import type { Job } from './job.ts';
import type { Runtime } from './runtime.ts';

/** Each as one sentence and its way out. The ledger is open already. */
export function missingNeeds(job: Job, runtime: Runtime): string[] {
  if (job.isWanted?.(runtime) === false) return [];
  const missing = job.needs.flatMap(need => problems(need, runtime));
  return missing.map(({ message, fix }) => [message, fix].filter(Boolean).join(' '));
}

function problems(need: Job['needs'][number], runtime: Runtime): MailyardError[] {
  switch (need) {
    case 'ledger':
      return [];
    case 'key':
      return problem(() => runtime.keys());
    case 'cloudflare':
      return tokens(runtime).flatMap(variable => problem(() => runtime.cloudflare(variable)));
  }
}

const tokens = ({ estate }: Runtime): string[] => [
  ...new Set(estate.segments.map(({ cloudflare }) => cloudflare.token ?? TOKEN_VARIABLE)),
];

function problem(ask: () => unknown): MailyardError[] {
  try {
    ask();
    return [];
  } catch (error) {
    if (error instanceof MailyardError) return [error];
    throw error;
  }
}
