/**
 * Request bodies and queries as the typings publish them (@googleapis/admin 37.0.0, @googleapis/gmail 22.0.1) and, for Site
 * Verification, https://developers.google.com/site-verification/v1. Fields that are "output only" are taken and ignored.
 */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { TwinRequest } from '../../http/request.ts';
import { refuse } from './answer.ts';

type Schema = Record<string, unknown>;

const string = { type: 'string' };
const boolean = { type: 'boolean' };
const strings = { type: 'array', items: string };
const each = (names: string, schema: Schema): Schema =>
  Object.fromEntries(names.split(' ').map(name => [name, schema]));
const object = (properties: Schema, required: string[] = []): Schema => ({
  ...{ type: 'object', additionalProperties: false, properties, required },
});

const name = object(each('givenName familyName displayName fullName', string));
const user = object({
  ...each('archived agreedToTerms changePasswordAtNextLogin includeInGlobalAddressList ipWhitelisted isAdmin', boolean),
  ...each('isDelegatedAdmin isEnforcedIn2Sv isEnrolledIn2Sv isGuestUser isMailboxSetup suspended', boolean),
  ...each(
    'archivalTime creationTime customerId deletionTime etag hashFunction id kind lastLoginTime orgUnitPath',
    string,
  ),
  ...each('password primaryEmail recoveryEmail recoveryPhone suspensionReason suspensionTime', string),
  ...each('thumbnailPhotoEtag thumbnailPhotoUrl', string),
  ...each('aliases nonEditableAliases', strings),
  ...each('addresses emails externalIds gender ims keywords languages locations notes organizations phones', {}),
  ...each('posixAccounts relations sshPublicKeys websites', {}),
  ...each('customSchemas guestAccountInfo', { type: 'object' }),
  name,
});
const domain = object({
  ...each('creationTime domainName etag kind', string),
  ...each('isPrimary verified', boolean),
  domainAliases: { type: 'array' },
});
const sendAs = object({
  ...each('displayName replyToAddress sendAsEmail signature verificationStatus', string),
  ...each('isDefault isPrimary treatAsAlias', boolean),
  smtpMsa: object({ ...each('host password securityMode username', string), port: { type: 'integer' } }),
});
const disposition = {
  enum: ['dispositionUnspecified', 'leaveInInbox', 'archive', 'trash', 'markRead'],
};
const site = object({ identifier: string, type: { enum: ['INET_DOMAIN', 'SITE', 'ANDROID_APP'] } }, [
  'identifier',
  'type',
]);
const verificationMethod = {
  enum: ['ANALYTICS', 'DNS', 'DNS_CNAME', 'DNS_TXT', 'FILE', 'META', 'TAG_MANAGER'],
};

const ajv = new Ajv({ allowUnionTypes: true });
const compile = (schema: Schema): ValidateFunction => ajv.compile(schema);

export const bodies = {
  user: compile(user),
  domain: compile(domain),
  alias: compile(object(each('alias etag id kind primaryEmail', string))),
  sendAs: compile(sendAs),
  forwardingAddress: compile(object(each('forwardingEmail verificationStatus', string))),
  autoForwarding: compile(object({ enabled: boolean, emailAddress: string, disposition })),
  siteToken: compile(object({ site, verificationMethod }, ['site', 'verificationMethod'])),
  webResource: compile(object({ site, id: string, owners: strings }, ['site'])),
};

/** The body, or the answer that One Platform gives to what it does not know. */
export function bodyOf<T>(request: TwinRequest, valid: ValidateFunction): T {
  let body: unknown;
  try {
    body = request.json() ?? {};
  } catch {
    refuse(400, 'parseError', 'Parse Error');
  }
  if (!valid(body)) refuse(400, 'invalid', `Invalid JSON payload received. ${wordsOf(valid.errors?.[0])}`);
  return body as T;
}

function wordsOf({ keyword, params, instancePath }: ErrorObject = {} as ErrorObject): string {
  const path = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'additionalProperties') return `Unknown name "${params.additionalProperty}": Cannot find field.`;
  if (keyword === 'required') return `Required field ${params.missingProperty} is missing.`;
  return `Invalid value at '${path}' (${params.type ?? 'TYPE_ENUM'})`;
}

/** Every method takes these too. */
const STANDARD = 'access_token alt callback fields key oauth_token prettyPrint quotaUser uploadType'.split(' ');

export function checkQuery({ query }: TwinRequest, names = ''): void {
  const known = [...STANDARD, ...names.split(' ')];
  for (const parameter of query.keys())
    if (!known.includes(parameter))
      refuse(
        400,
        'invalid',
        `Invalid JSON payload received. Unknown name "${parameter}": Cannot bind query parameter.`,
      );
}
