/** The runtime: the daemon, and the keys that it rotates. */
import type { AddCommand } from '../command.ts';
import { repeatable } from '../repeatable.ts';

export function runtime(command: AddCommand): void {
  command(
    'run',
    'the runtime: its jobs on their schedules until it is stopped, with /health, /metrics and /v1',
    async () => (await import('./run.ts')).run,
  )
    .option(
      '--once <job>',
      'run this job now instead (repeatable); exit 2 with findings, 1 where something failed',
      repeatable,
    )
    .option('--list', 'tell of the jobs instead: schedules, last runs, open notices')
    .option('--listen <host:port>', 'where the daemon answers', '127.0.0.1:8788')
    .option(
      '--probe <host:port>',
      'where it receives the test messages that prove DKIM keys: SMTP for `contacts.probe`',
    )
    .option('--log-level <level>', 'debug, info, warn or error');

  command('dkim', 'DKIM keys: what signs, since when, and what comes next');
  command(
    'dkim status',
    'every key with its phase and what comes next; asks servers and signers, writes nothing',
    async () => (await import('./dkim-status.ts')).status,
  );
  command(
    'dkim ensure',
    'makes the keys that are missing, and goes on with what was begun',
    async () => (await import('./dkim-commands.ts')).ensure,
  );
  command(
    'dkim rotate',
    'new keys now, whatever the age',
    async () => (await import('./dkim-commands.ts')).rotate,
  ).argument('[domain...]', 'or --segment, --domain');
  command(
    'dkim emergency',
    'a key has leaked: a new one at once, the old one revoked',
    async () => (await import('./dkim-emergency.ts')).leaked,
  )
    .argument('<domain>')
    .option('--yes', 'do not ask');
  command(
    'dkim rollback',
    'back to the key before, which is still in DNS',
    async () => (await import('./dkim-commands.ts')).back,
  )
    .argument('<domain>')
    .option('--to <selector>', 'to this one');
}
