/** The bodies that Graph takes: the writable properties of its types (@microsoft/microsoft-graph-types 2.43). */
import { Refused, type TwinRequest } from '../../http/request.ts';
import { type BodyFault, closed, strictly } from '../strict.ts';
import { badRequest, graphError } from './errors.ts';

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const flag = { type: 'boolean' };
const texts = { type: 'array', items: text };
const guid = { type: 'string', pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' };

const passwordProfile = closed({
  password: text,
  forceChangePasswordNextSignIn: flag,
  forceChangePasswordNextSignInWithMfa: flag,
});

/** https://learn.microsoft.com/graph/api/user-update, without what needs SharePoint or a synchronised directory. */
const userProperties = {
  accountEnabled: flag,
  ageGroup: textOrNull,
  businessPhones: texts,
  city: textOrNull,
  companyName: textOrNull,
  consentProvidedForMinor: textOrNull,
  country: textOrNull,
  department: textOrNull,
  displayName: { type: 'string', minLength: 1, maxLength: 256 },
  employeeId: textOrNull,
  employeeType: textOrNull,
  faxNumber: textOrNull,
  givenName: textOrNull,
  jobTitle: textOrNull,
  mailNickname: { type: 'string', pattern: '^[^\\s@()\\\\\\[\\]";:<>,]{1,64}$' },
  mobilePhone: textOrNull,
  officeLocation: textOrNull,
  onPremisesImmutableId: textOrNull,
  otherMails: texts,
  passwordPolicies: textOrNull,
  passwordProfile,
  postalCode: textOrNull,
  preferredLanguage: textOrNull,
  showInAddressList: { type: ['boolean', 'null'] },
  state: textOrNull,
  streetAddress: textOrNull,
  surname: textOrNull,
  usageLocation: { type: 'string', pattern: '^[A-Z]{2}$' },
  userPrincipalName: { type: 'string', pattern: "^[A-Za-z0-9'.\\-_!#^~]+@[A-Za-z0-9.-]+$" },
  userType: textOrNull,
};

/** https://learn.microsoft.com/graph/api/user-post-users: the properties that are required. */
const required = ['accountEnabled', 'displayName', 'mailNickname', 'passwordProfile', 'userPrincipalName'];

const services = [
  ...['Email', 'Sharepoint', 'EmailInternalRelayOnly', 'OfficeCommunicationsOnline', 'SharePointDefaultDomain'],
  ...['FullRedelegation', 'SharePointPublic', 'OrgIdAuthentication', 'Yammer', 'Intune'],
];

const checks = {
  newUser: strictly(closed(userProperties, required)),
  user: strictly(closed(userProperties)),
  licences: strictly(
    closed(
      {
        addLicenses: { type: 'array', items: closed({ skuId: guid, disabledPlans: { type: 'array', items: guid } }) },
        removeLicenses: { type: 'array', items: guid },
      },
      ['addLicenses', 'removeLicenses'],
    ),
  ),
  /** "Only the id property can be specified" (https://learn.microsoft.com/graph/api/domain-post-domains). */
  newDomain: strictly(closed({ id: { type: 'string', pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$' } }, ['id'])),
  domain: strictly(closed({ isDefault: flag, supportedServices: { type: 'array', items: { enum: services } } })),
};

/** Throws Graph's refusal of what is not JSON, not known, missing or of another type. */
export function bodyOf<T>(request: TwinRequest, kind: keyof typeof checks): T {
  let body: unknown;
  try {
    body = request.json();
  } catch {
    throw new Refused(graphError(400, 'BadRequest', 'Unable to read JSON request payload.'));
  }
  const fault = checks[kind](body ?? {});
  if (fault) throw new Refused(refusal(fault));
  return (body ?? {}) as T;
}

/** The texts are seen in public issue threads; those of a missing and of an unfit value are likely, not verified. */
function refusal({ kind, field }: BodyFault) {
  switch (kind) {
    case 'unknown':
      return badRequest(`Invalid property '${field}'.`);
    case 'missing':
      return badRequest(`A value is required for property '${field}' of resource 'User'.`, [
        { code: 'MissingValue', target: field },
      ]);
    case 'type':
      return graphError(
        400,
        'Request_BadRequest',
        `Cannot convert the value of '${field}' to the expected type. See the inner exception for more details.`,
      );
    case 'value':
      return badRequest(`Invalid value specified for property '${field}' of resource 'User'.`, [
        { code: 'InvalidValue', target: field },
      ]);
  }
}
