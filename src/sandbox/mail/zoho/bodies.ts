/** The bodies that Zoho publishes, one for each `mode`: https://www.zoho.com/mail/help/api/ (read 2026-11-26). */
import type { TwinRequest } from '../../http/request.ts';
import { type BodySchema, type Strict, strict } from '../strict.ts';
import { invalid } from './envelope.ts';

const text = { type: 'string' };
/** A long: Zoho's samples write it as a number and as a string. */
const long = { type: ['integer', 'string'], pattern: '^\\d+$' };
/** Likewise. */
const flag = { enum: [true, false, 'true', 'false'] };
const addresses = { type: 'array', minItems: 1, items: { type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$' } };

const mode = (properties: BodySchema, required: string[] = Object.keys(properties)): Strict =>
  strict({ mode: text, ...properties }, ['mode', ...required]);

/** post-add-user-to-org; the fields of Zoho People apart. */
export const newAccount = strict(
  {
    primaryEmailAddress: { type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$' },
    password: text,
    firstName: text,
    lastName: text,
    displayName: text,
    role: { enum: ['member', 'admin', 'super_admin'] },
    country: text,
    language: text,
    timeZone: text,
    oneTimePassword: flag,
    userExpiry: { type: 'integer' },
    groupMailList: { type: 'array', maxItems: 100, items: text },
  },
  ['primaryEmailAddress', 'password'],
);

/** `PUT …/accounts/{id}`. All want the zuid in the body too: without it they answer "zuid is null" (seen live, third party). */
export const accountModes: Readonly<Record<string, Strict>> = {
  resetPassword: mode({ zuid: long, password: text }),
  addEmailAlias: mode({ zuid: long, emailAlias: addresses }),
  deleteEmailAlias: mode({ zuid: long, emailAlias: addresses }),
  displaynameemailupdate: mode({ zuid: long, displayName: text, emailAddress: text }),
  disableUser: mode(
    {
      ...{ zuid: long, blockIncoming: flag, removeMailforward: flag },
      ...{ removeGroupMembership: flag, removeAlias: flag },
    },
    ['zuid'],
  ),
  enableUser: mode({ zuid: long, unblockIncoming: flag }),
  updateIMAPStatus: mode({ zuid: long, imapAccessEnabled: flag }),
  updateIncomingStatus: mode({ zuid: long, incomingBlocked: flag }),
  updateOutgoingStatus: mode({ zuid: long, outgoingBlocked: flag }),
};

/** user-account-deletion: one of the two is needed. */
export const deletion = strict({ accountList: { type: 'array', items: long }, emailList: addresses });

export const newDomainBody = strict({ domainName: { type: 'string', pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$' } }, [
  'domainName',
]);

/** `PUT …/domains/{domain}` */
export const domainModes: Readonly<Record<string, Strict>> = {
  verifyDomainByTXT: mode({}),
  verifyDomainByCName: mode({}),
  verifyDomainByHTML: mode({}),
  enableMailHosting: mode({}),
  disableMailHosting: mode({}),
  addDkimDetail: mode({ selector: text, keySize: { enum: [1024, 2048] }, hashType: text, isDefault: flag }, [
    'selector',
  ]),
  verifyDkimKey: mode({ dkimId: long }),
  makeDkimDefault: mode({ dkimId: long }),
  deleteDkimDetail: mode({ dkimId: long }),
};

export function bodyOf<T>(request: TwinRequest, check: Strict): T {
  const body = jsonOf(request);
  const fault = check(body);
  if (fault) throw invalid(fault);
  return body as T;
}

/** The body of a call that says by `mode` what it is. */
export function modeBodyOf<T extends { mode: string }>(
  request: TwinRequest,
  modes: Readonly<Record<string, Strict>>,
): T {
  const body = jsonOf(request) as { mode?: unknown };
  const { mode: name } = body;
  const check = typeof name === 'string' && Object.hasOwn(modes, name) ? modes[name] : undefined;
  if (!check) throw invalid(`Invalid mode ${name}`);
  return bodyOf<T>(request, check);
}

function jsonOf(request: TwinRequest): object {
  try {
    const body = request.json();
    if (typeof body === 'object' && body !== null) return body;
  } catch {}
  throw invalid('JSON is not well formed');
}

export const isTrue = (value: unknown): boolean => value === true || value === 'true';
