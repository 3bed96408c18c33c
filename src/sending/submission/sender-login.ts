/** With what a message of a domain can be submitted to one of its senders: a login of the state whose password Mailyard holds. */
import type { Estate, EstateDomain } from '../../estate/estate.ts';
import type { Templates } from '../../inventory/template.ts';
import { type Keys, unseal } from '../../secrets/seal.ts';
import { mailboxContext } from '../../secrets/stored.ts';
import type { StoredMailbox } from '../../secrets/stored-mailboxes.ts';
import type { Login, UpstreamServer } from './upstream.ts';
import { accessAt } from './upstream-of.ts';

export interface SenderLogin {
  /** Whose login it is: what stands in From. */
  address: string;
  server: UpstreamServer;
  login: Login;
}

/**
 * The first mailbox of the domain at that sender, or the first login at that relay. Undefined: there is none, its password is not known,
 * its server is not, or it takes no password. `keys` is asked for one that there is. Throws `key-missing`, `key-unknown`, `seal-broken`.
 */
export function senderLogin(
  { estate, templates }: { estate: Estate; templates: Templates },
  domain: EstateDomain,
  sender: string,
  mailboxes: readonly StoredMailbox[],
  keys: () => Keys,
): SenderLogin | undefined {
  const access = accessAt(estate, templates, domain, sender);
  if (!access || (access.smtp.login ?? 'password') !== 'password') return undefined;
  const { host, port } = access.smtp;
  const found = mailboxes.find(
    each => each.domain === domain.domain && each.provider === sender && each.state === 'active' && sealedOf(each),
  );
  const sealed = found && sealedOf(found);
  if (!found || sealed === undefined) return undefined;
  const password = unseal(keys(), sealed, mailboxContext(found.address));
  const address = found.relay?.sender ?? found.address;
  return { address, server: { host, port }, login: { user: found.login ?? found.address, password } };
}

const sealedOf = ({ password, nextPassword }: StoredMailbox): string | undefined => password ?? nextPassword;
