/** `mailyard mailbox rotate-password ADDRESS`: a new password at the provider and in the state, or one that was begun is finished. */
import { changeState } from '../engine/change-state.ts';
import { MailyardError } from '../error.ts';
import type { MailProvider } from '../mail/providers.ts';
import { mailFrom } from '../provider/mail.ts';
import { changePassword } from '../secrets/change-password.ts';
import { openKeys } from '../secrets/seal.ts';
import { findMailbox, type StoredMailbox, storedMailboxes } from '../secrets/stored-mailboxes.ts';
import type { CheckpointResource } from '../state/checkpoint.ts';
import { readState } from '../state/read.ts';
import { type Context, findSite, type Site } from './context.ts';
import { printJson } from './json.ts';

export async function rotatePassword(
  context: Context,
  _options: Record<string, unknown>,
  [asked = '']: string[],
): Promise<number> {
  const { env, terminal, options, sources } = context;
  const keys = openKeys(env.MAILYARD_KEY);
  const site = await findSite(context);
  const state = await readState(site.backend, site.project, { cwd: site.folder, env });
  const mailbox = findMailbox(storedMailboxes(state), asked);
  const { address } = mailbox;
  // Asks first whether its credentials hold: nothing is begun that cannot be ended.
  const provider = await mailFrom({ env, sources, note: terminal.note }).providers.open(
    mailbox.provider,
    mailbox.account,
  );
  const setPassword = setterAt(provider, address);
  const { finished } = await changePassword({
    ...{ address, keys, policy: provider.facts.passwords, setPassword },
    change: decide => changeMailbox(context, site, mailbox, decide),
  });
  if (options.json) printJson({ address, finished });
  else terminal.print(`${finished ? FINISHED : CHANGED} ${address}. ${whatNow(address)}`);
  return 0;
}

const CHANGED = 'New password for';
const FINISHED = 'Finished the change of password that was interrupted for';

const whatNow = (address: string): string =>
  `\`mailyard mailbox credentials ${address}\` shows it; whatever signs in with the old one needs it.`;

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
