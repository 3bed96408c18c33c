/** Which engine carries a command out. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkToken, TOKEN_VARIABLE } from '../../../cloudflare/token.ts';
import { MailyardError } from '../../../error.ts';
import type { Context, Site } from '../../context.ts';
import { embeddedEngine } from './embedded.ts';
import type { Engine } from './engine.ts';
import { pulumiEngine } from './pulumi.ts';

/**
 * Without a choice the Pulumi CLI where it is there, since a team's other stacks and policies may live in it. `tokens`: the
 * variables of the tokens that will be needed, so that one that is missing is said before anything else.
 */
export async function openEngine(
  context: Context,
  site: Site,
  choice: unknown,
  tokens: Iterable<string | undefined>,
): Promise<Engine> {
  if (choice !== undefined && choice !== 'embedded' && choice !== 'pulumi') {
    throw new MailyardError('bad-option', `There is no engine "${choice}".`, {
      fix: 'Write --engine embedded or --engine pulumi.',
    });
  }
  for (const variable of tokens) checkToken(context.env[variable ?? TOKEN_VARIABLE], variable);
  if (choice === 'embedded') return embeddedEngine(context, site);
  const missing = await missingForPulumi(context, site);
  if (!missing) return pulumiEngine(context, site);
  if (choice === undefined && site.backend.kind === 'file') return embeddedEngine(context, site);
  throw missing;
}

async function missingForPulumi({ env }: Context, { folder, backend }: Site): Promise<MailyardError | undefined> {
  const { pulumiAvailable } = await import('../../../engine/pulumi.ts');
  if (!(await pulumiAvailable(env))) {
    return new MailyardError('pulumi-missing', 'The Pulumi CLI is not on the PATH.', {
      fix:
        backend.kind === 'file'
          ? 'Install it, or use --engine embedded.'
          : `Install it: the state is at ${backend.url}.`,
    });
  }
  if (existsSync(join(folder, 'Pulumi.yaml'))) return undefined;
  return new MailyardError('no-project', 'There is no Pulumi.yaml here or above, so Pulumi has no program to run.', {
    fix: 'Go to the folder of the project, or make one: mailyard init',
  });
}
