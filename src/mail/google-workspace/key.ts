/** The JSON key of a service account, as Google hands it out. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { MailyardError } from '../../error.ts';

export interface ServiceAccountKey {
  email: string;
  /** What the Admin console asks for when the account is given domain-wide delegation. */
  clientId: string;
  keyId?: string;
  privateKey: KeyObject;
  tokenUrl: string;
}

const VARIABLE = 'GOOGLE_WORKSPACE_CREDENTIALS';

/** From the key itself, or from the path of its file. Throws `secret-malformed`, without a word of its content. */
export function readKey(secret: string): ServiceAccountKey {
  const key = parsed(secret.trimStart().startsWith('{') ? secret : contentOf(secret));
  const { client_email, client_id, private_key, private_key_id, token_uri } = key;
  if (key.type !== 'service_account' || !client_email || !private_key || !token_uri)
    throw malformed('it is not the key of a service account');
  return {
    ...{ email: client_email, clientId: client_id ?? client_email, keyId: private_key_id, tokenUrl: token_uri },
    privateKey: privateKeyOf(private_key),
  };
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw malformed(`it is neither JSON nor a file that can be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function parsed(text: string): Record<string, string | undefined> {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('it is not JSON');
  }
}

function privateKeyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw malformed('its private_key cannot be read');
  }
}

const malformed = (why: string): MailyardError =>
  new MailyardError('secret-malformed', `${VARIABLE} cannot be used: ${why}.`, {
    fix: 'Set it to the JSON key that Google Cloud made for the service account, or to the path of that file.',
  });
