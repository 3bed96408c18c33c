/** `mailyard mailbox credentials ADDRESS`: the one place that shows a password, to a person or in a document that was asked for. */
import { MailyardError } from '../../error.ts';
import { type Keys, openKeys, unseal } from '../../secrets/seal.ts';
import { mailboxContext } from '../../secrets/stored.ts';
import { findMailbox, type StoredMailbox, storedMailboxes } from '../../secrets/stored-mailboxes.ts';
import { readState } from '../../state/read.ts';
import { columns } from '../columns.ts';
import { type Context, findSite } from '../context.ts';
import { printJson } from '../json.ts';
import { mailboxAccess, serverText } from './mailbox-access.ts';

export async function credentials(
  context: Context,
  { relay }: Record<string, unknown>,
  [address = '']: string[],
): Promise<number> {
  const { options, env, terminal } = context;
  if (!options.json && process.stdout.isTTY !== true) throw notToAFile();
  const { backend, project, folder } = await findSite(context);
  const state = await readState(backend, project, { cwd: folder, env });
  const mailbox = findMailbox(storedMailboxes(state), address, relay);
  const passwords = passwordsOf(mailbox, openKeys(env.MAILYARD_KEY));
  const access = mailboxAccess(context)(mailbox);
  const user = mailbox.login ?? mailbox.address;
  if (options.json) {
    printJson({ address: mailbox.address, user, ...passwords, ...access });
    return 0;
  }
  const rows = [
    ['user', user],
    ['password', passwords.password],
    ...(passwords.nextPassword ? [['or', passwords.nextPassword]] : []),
    ...(access?.imap ? [['IMAP', serverText(access.imap)]] : []),
    ...(access ? [['SMTP', serverText(access.smtp)]] : []),
  ];
  terminal.print(columns({ rows }));
  if (passwords.nextPassword) terminal.note(unfinished(mailbox.address));
  return 0;
}

function passwordsOf(mailbox: StoredMailbox, keys: Keys): { password: string; nextPassword?: string } {
  const { address, password, nextPassword } = mailbox;
  if (password === undefined && nextPassword === undefined) throw passwordUnknown(address);
  const open = (sealed: string) => unseal(keys, sealed, mailboxContext(address));
  if (password === undefined) return { password: open(nextPassword as string) };
  return { password: open(password), ...(nextPassword && { nextPassword: open(nextPassword) }) };
}

const passwordUnknown = (address: string): MailyardError =>
  new MailyardError(
    'password-unknown',
    `The password of ${address} is not known: the mailbox was there before Mailyard looked after it.`,
    { fix: `Give it a new one: \`mailyard mailbox rotate-password ${address}\`.` },
  );

const notToAFile = (): MailyardError =>
  new MailyardError(
    'not-a-terminal',
    'The password would go into a pipe or a file, where it is easily kept in a log.',
    {
      fix: 'Run it in a terminal; a script takes it from --json.',
    },
  );

const unfinished = (address: string): string =>
  `A change of the password was interrupted: one of the two opens the mailbox. \`mailyard mailbox rotate-password ${address}\` finishes it.`;
