/** Mailboxes, their passwords, and the key which seals those. */
import type { AddCommand } from '../command.ts';

export function mailboxes(command: AddCommand): void {
  command('key', 'the key of MAILYARD_KEY, which seals passwords and private keys');
  command(
    'key generate',
    'a new key on stdout, and what to do with it on stderr',
    async () => (await import('./key-generate.ts')).generate,
  );
  command(
    'key rotate',
    'seals everything anew with the first key of MAILYARD_KEY',
    async () => (await import('./key-rotate.ts')).rotate,
  );

  command(
    'mailboxes',
    'every mailbox with its provider, state, limit of today, last activity, and what differs',
    async () => (await import('./mailboxes.ts')).mailboxes,
  );
  command(
    'mailboxes export',
    'with their passwords, into a file that a sending platform imports',
    async () => (await import('./mailboxes-export.ts')).exportMailboxes,
  )
    .requiredOption('--out <file>', 'the file; only you can read it')
    .option('--format <format>', 'csv, smartlead, instantly or emailbison', 'csv');

  command('mailbox', 'the password of one mailbox');
  command(
    'mailbox credentials',
    'shows its password, and where it is reached',
    async () => (await import('./mailbox-credentials.ts')).credentials,
  )
    .argument('<address>')
    .option('--relay <name>', 'of its login at this relay');
  command(
    'mailbox rotate-password',
    'gives it a new one, at the provider and in the state; what was interrupted is finished',
    async () => (await import('./mailbox-rotate-password.ts')).rotatePassword,
  )
    .argument('<address>')
    .option('--relay <name>', 'of its login at this relay')
    .option('--end-old', 'where old and new work side by side: the old one ends');
}
