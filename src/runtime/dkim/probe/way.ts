/** Whether a key can be proved by mail: a login at its sender, and an address that Mailyard receives mail for. */
import type { EstateDomain } from '../../../estate/estate.ts';
import type { SenderLogin } from '../../../sending/submission/sender-login.ts';
import type { Runtime } from '../../runtime.ts';

export interface MailWay {
  sender: SenderLogin;
  /** `contacts.probe` */
  to: string;
}

/** Undefined: there is no such way, and what it signs with is only read back. Throws where nobody can tell. */
export async function mailWay(
  { estate, login }: Pick<Runtime, 'estate' | 'login'>,
  domain: EstateDomain,
  signer: string,
): Promise<MailWay | undefined> {
  const { probe: to } = estate.inventory.contacts;
  if (to === undefined) return undefined;
  const sender = await login(domain, signer);
  return sender && { sender, to };
}
