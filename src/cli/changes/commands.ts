/** From the inventories to the world: what would change, the change, and what others changed. */
import type { AddCommand } from '../command.ts';

export function changes(command: AddCommand): void {
  command(
    'plan',
    'what `up` would do; exit 2 when there is anything to do',
    async () => (await import('./plan.ts')).plan,
  )
    .option('--refresh', 'compare with the live zones instead of the state')
    .option('--out <file>', 'save the plan for `up --plan`');

  command('up', 'carries the plan out', async () => (await import('./up.ts')).up)
    .option('--refresh', 'take the live zones into the state first')
    .option('--plan <file>', 'carry out exactly this saved plan, or refuse')
    .option('--yes', 'do not ask')
    .option('--engine <engine>', 'embedded or pulumi; default: pulumi where its CLI is there');

  command(
    'drift',
    'what someone changed by hand; writes nothing; exit 2 when there is any',
    async () => (await import('./drift.ts')).drift,
  );

  command(
    'review',
    'what a change of the inventories does, as Markdown for a pull request; exit 2 with an error in them',
    async () => (await import('./review.ts')).review,
  )
    .requiredOption('--base <revision>', 'what to compare with, from where the change left it')
    .option('--head <revision>', 'the change; default: the files as they are')
    .option('--annotate', 'findings also as workflow commands of GitHub Actions, on stderr');

  command('destroy', 'removes what Mailyard made, and nothing else', async () => (await import('./destroy.ts')).destroy)
    .option('--yes', 'do not ask')
    .option('--engine <engine>', 'embedded or pulumi; default: pulumi where its CLI is there');
}
