/** `mailyard mailbox rotate-password ADDRESS`: a new password at the provider and in the state, or one that was begun is finished. */
import { changeState } from '../../engine/change-state.ts';
import { MailyardError } from '../../error.ts';
import type { MailProvider } from '../../mail/providers.ts';
import { mailFrom } from '../../provider/mail.ts';
import { changePassword } from '../../secrets/change-password.ts';
import { openKeys } from '../../secrets/seal.ts';
import { findMailbox, type StoredMailbox, storedMailboxes } from '../../secrets/stored-mailboxes.ts';
import type { CheckpointResource } from '../../state/checkpoint.ts';
import { readState } from '../../state/read.ts';
import { type Context, findSite, type Site } from '../context.ts';
import { printJson } from '../json.ts';

export async function rotatePassword(
  context: Context,
  { relay, endOld }: Record<string, unknown>,
  [asked = '']: string[],
): Promise<number> {
  const { env, terminal, options, sources } = context;
  const keys = openKeys(env.MAILYARD_KEY);
  const site = await findSite(context);
  const state = await readState(site.backend, site.project, { cwd: site.folder, env });
  const mailbox = findMailbox(storedMailboxes(state), asked, relay);
  const { address } = mailbox;
  // Asks first whether its credentials hold: nothing is begun that cannot be ended.
  const provider = await mailFrom({ env, sources, note: terminal.note }).providers.open(
    mailbox.provider,
    mailbox.account,
  );
  if (endOld) return endOldPassword(context, provider, mailbox);
  const setPassword = setterAt(provider, address);
  const { finished } = await changePassword({
    ...{ address, keys, policy: provider.facts.passwords, setPassword },
    change: decide => changeMailbox(context, site, mailbox, decide),
  });
  if (options.json) printJson({ address, finished });
  else terminal.print(`${finished ? FINISHED : CHANGED} ${address}. ${whatNow(mailbox, provider)}`);
  return 0;
}

/** Where the provider has two at a time, the old one works until nobody uses it any more. */
async function endOldPassword(
  { terminal, options }: Context,
  { service, title }: MailProvider,
  mailbox: StoredMailbox,
) {
  const { address, login = address } = mailbox;
  if (!service.mailboxes?.endOldPassword)
    throw new MailyardError(
      'no-old-password',
      `${title} has one password at a time: the old one of ${address} is gone.`,
    );
  await service.mailboxes.endOldPassword(address, login);
  if (options.json) printJson({ address, ended: true });
  else terminal.print(`Only the password that the state has for ${address} works at ${title} now.`);
  return 0;
}

const CHANGED = 'New password for';
const FINISHED = 'Finished the change of password that was interrupted for';

function whatNow({ address, relay, provider }: StoredMailbox, { service }: MailProvider): string {
  const named = relay ? `${relay.sender} --relay ${provider}` : address;
  const shown = `\`mailyard mailbox credentials ${named}\` shows it;`;
  return service.mailboxes?.endOldPassword
    ? `${shown} the old one works too, until \`mailyard mailbox rotate-password ${named} --end-old\`.`
    : `${shown} whatever signs in with the old one needs it.`;
}

function setterAt({ service, title, keepSecret }: MailProvider, address: string) {
  const { mailboxes } = service;
  if (!mailboxes?.setPassword) {
    throw new MailyardError('no-password-call', `${title} lets no program set the password of ${address}.`, {
      fix: 'Set it in its console.',
    });
  }
  return (password: string) => {
    keepSecret(password);
    return mailboxes.setPassword?.(address, password) ?? Promise.resolve({});
  };
}

async function changeMailbox(
  { env, terminal }: Context,
  { backend, project, folder }: Site,
  { urn, segment, address }: StoredMailbox,
  decide: (resource: CheckpointResource) => CheckpointResource,
): Promise<void> {
  const request = { backend, project, stacks: [segment], warn: terminal.note, cwd: folder, env };
  await changeState(request, stacks => {
    const resource = stacks.get(segment)?.get(urn);
    if (!resource) throw gone(address);
    const changed = decide(resource);
    return new Map(changed === resource ? [] : [[segment, [changed]]]);
  });
}

const gone = (address: string): MailyardError =>
  new MailyardError('unknown-mailbox', `${address} left the state meanwhile.`);
