/** The ledger, and what waits in it for a yes. */
import type { AddCommand } from '../command.ts';

export function ledger(command: AddCommand): void {
  command(
    'decisions',
    'what jobs wait for a yes to, per --segment and --domain; exit 2 while there is any',
    async () => (await import('./decisions.ts')).decisions,
  ).option('--all', 'the latest too, whatever became of them');
  command(
    'decisions show',
    'why, on what evidence, and what became of it',
    async () => (await import('./decisions.ts')).show,
  ).argument('<id...>');
  command('decisions approve', 'a yes: it is carried out now', async () => (await import('./decisions.ts')).approve)
    .argument('[id...]')
    .option('--all', 'all that wait, of --segment and --domain');
  command(
    'decisions refuse',
    'a no: it is not asked again for the same reason',
    async () => (await import('./decisions.ts')).refuse,
  )
    .argument('[id...]')
    .option('--all', 'all that wait, of --segment and --domain');

  command('ledger', 'the ledger: SQLite in the state folder, or PostgreSQL at DATABASE_URL');
  command(
    'ledger verify',
    'whether it is sound: pages, schema, decisions, sealed keys; exit 2 with a problem',
    async () => (await import('./ledger.ts')).verify,
  );
  command(
    'ledger backup',
    'a copy in a file, while others write to it',
    async () => (await import('./ledger.ts')).backup,
  ).argument('[file]', 'default: <state>/backups/ledger-<time>');
  command(
    'ledger restore',
    'puts a backup, of SQLite or PostgreSQL, in its place',
    async () => (await import('./ledger.ts')).restore,
  )
    .argument('<file>')
    .option('--replace', 'what it holds goes; it is backed up first');
  command(
    'ledger prune',
    'drops what is older than it is kept for, as the job `retention` does each day',
    async () => (await import('./ledger.ts')).prune,
  );
}
