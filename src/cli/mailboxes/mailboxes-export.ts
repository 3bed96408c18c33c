/** `mailyard mailboxes export`: mailboxes with their passwords, as a file that a sending platform imports. */

import { MailyardError } from '../../error.ts';
import { userOf } from '../../inventory/addresses.ts';
import type { MailAccess } from '../../inventory/provider-template.ts';
import { type MailboxFormat, type MailboxRow, mailboxFile, mailboxFormats } from '../../platforms/mailbox-files.ts';
import { type Keys, openKeys, unseal } from '../../secrets/seal.ts';
import { mailboxContext } from '../../secrets/stored.ts';
import { type StoredMailbox, storedMailboxes } from '../../secrets/stored-mailboxes.ts';
import { readState } from '../../state/read.ts';
import { counted } from '../../words.ts';
import { columns } from '../columns.ts';
import { type Context, findSite } from '../context.ts';
import { printJson } from '../json.ts';
import { choosesDomain, refuseUnknown } from '../selected.ts';
import { mailboxAccess } from './mailbox-access.ts';
import { checkSecretFile, writeSecretFile } from './secret-file.ts';

export interface ExportOptions {
  format?: string;
  out?: string;
}

interface Left {
  address: string;
  reason: string;
}

export async function exportMailboxes(
  context: Context,
  { format: name = 'csv', out = '' }: ExportOptions,
): Promise<number> {
  const { env, terminal, options } = context;
  const format = formatOf(name);
  await checkSecretFile(out);
  const keys = openKeys(env.MAILYARD_KEY);
  const { backend, project, folder } = await findSite(context);
  const state = await readState(backend, project, { cwd: folder, env });
  refuseUnknown(context, state);
  const chosen = storedMailboxes(state).filter(choosesDomain(context.selection));
  const { rows, left } = rowsOf(chosen, format, mailboxAccess(context), keys);
  if (rows.length === 0) throw nothing(chosen.length, left);
  await writeSecretFile(out, mailboxFile(format, rows));
  process.stderr.write(`Warning: ${out} holds passwords in clear. Delete it once it is imported.\n`);
  if (options.json) printJson({ format: name, file: out, mailboxes: rows.length, left });
  else {
    terminal.print(`${counted(rows.length, 'mailbox')} in ${out} for ${format.title}, readable by you alone.`);
    if (left.length > 0) terminal.print(leftText(left));
  }
  return 0;
}

function formatOf(name: string): MailboxFormat {
  const format = Object.hasOwn(mailboxFormats, name) ? mailboxFormats[name] : undefined;
  if (format) return format;
  throw new MailyardError('bad-option', `There is no format "${name}".`, {
    fix: `Formats: ${Object.keys(mailboxFormats).join(', ')}.`,
  });
}

function rowsOf(
  mailboxes: StoredMailbox[],
  format: MailboxFormat,
  accessOf: (mailbox: StoredMailbox) => MailAccess | undefined,
  keys: Keys,
): { rows: MailboxRow[]; left: Left[] } {
  const rows: MailboxRow[] = [];
  const left: Left[] = [];
  const logins = new Map(mailboxes.map(each => [each.relay?.sender, each]));
  for (const mailbox of mailboxes.filter(({ relay }) => !relay)) {
    const { address, login = address, segment, provider, dailyLimit, signature, password = '' } = mailbox;
    const sender = logins.get(address);
    const access = accessThrough(accessOf(mailbox), sender && accessOf(sender));
    const reason = reasonToLeave(mailbox, format, access) ?? (sender && reasonOfSender(sender, format));
    if (reason) left.push({ address, reason });
    else {
      const name = mailbox.name ?? userOf(address);
      const plain = unseal(keys, password, mailboxContext(address));
      const smtp = sender && loginOf(sender, keys);
      const row = { address, login, name, password: plain, segment, provider, dailyLimit, signature, access };
      rows.push({ ...row, ...(smtp && { smtp }) });
    }
  }
  return { rows, left };
}

/** What is sent leaves through the relay, and what comes is read where it was. */
const accessThrough = (own: MailAccess | undefined, relay: MailAccess | undefined): MailAccess | undefined =>
  own && relay ? { ...own, smtp: relay.smtp } : own;

function loginOf({ address, login = address, password = '' }: StoredMailbox, keys: Keys) {
  return { login, password: unseal(keys, password, mailboxContext(address)) };
}

function reasonOfSender({ password, provider }: StoredMailbox, { title, onePassword }: MailboxFormat) {
  if (password === undefined) return `the password of its login at ${provider} is not known`;
  return onePassword ? `it sends through ${provider}, and ${title} takes one password for both directions` : undefined;
}

function reasonToLeave(
  { password, nextPassword, provider, state }: StoredMailbox,
  { connects }: MailboxFormat,
  access: MailAccess | undefined,
): string | undefined {
  if (password === undefined) return 'the password is not known; `mailyard mailbox rotate-password` gives a new one';
  if (nextPassword) return 'a change of the password was interrupted; `mailyard mailbox rotate-password` finishes it';
  if (!connects) return undefined;
  if (state === 'suspended') return 'suspended';
  if (access === undefined) return `the template ${provider} does not say where mailboxes are reached`;
  if (access.imap === undefined) return `${provider} is a relay: it only sends`;
  const byPassword = [access.imap, access.smtp].every(({ login = 'password' }) => login === 'password');
  return byPassword ? undefined : `${provider} lets no program in by password; connect it in the platform, by OAuth`;
}

/** Many are left out for the same reason: it is said once. */
function leftText(left: Left[]): string {
  const groups = Map.groupBy(left, ({ reason }) => reason);
  const parts = [...groups].map(([reason, mailboxes]) => {
    const rows = mailboxes.map(({ address }) => [address]);
    return `Left out ${counted(mailboxes.length, 'mailbox')}: ${reason}.\n${columns({ rows, indent: 2 })}`;
  });
  return parts.join('\n');
}

function nothing(chosen: number, left: Left[]): MailyardError {
  if (chosen === 0) {
    return new MailyardError(
      'nothing-to-export',
      'The state holds no mailbox that is selected, so no file was written.',
      {
        fix: '`mailyard up` makes the mailboxes of the inventories.',
      },
    );
  }
  const reasons = [...new Set(left.map(({ reason }) => reason))].join('; ');
  return new MailyardError(
    'nothing-to-export',
    `Of ${counted(chosen, 'mailbox')} none can be exported, so no file was written: ${reasons}.`,
  );
}
