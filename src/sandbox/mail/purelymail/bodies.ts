/** Purelymail's request bodies as its OpenAPI document has them (news.purelymail.com/api, as public clients copied it, 2026). */
import { strict } from '../strict.ts';

const text = { type: 'string' };
const flag = { type: 'boolean' };
const filled = { type: 'string', minLength: 1 };
const localPart = { type: 'string', pattern: '^[a-z0-9]([a-z0-9._+-]*[a-z0-9])?$' };
const address = { type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$' };

export const bodies = {
  empty: strict({}),
  listDomains: strict({ includeShared: flag }),
  addDomain: strict({ domainName: filled }, ['domainName']),
  deleteDomain: strict({ name: filled }, ['name']),
  createUser: strict(
    {
      ...{ userName: localPart, domainName: filled, password: filled, enablePasswordReset: flag },
      ...{ recoveryEmail: text, recoveryEmailDescription: text, recoveryPhone: text, recoveryPhoneDescription: text },
      ...{ enableSearchIndexing: flag, sendWelcomeEmail: flag },
    },
    ['userName', 'domainName', 'password'],
  ),
  user: strict({ userName: address }, ['userName']),
  modifyUser: strict(
    {
      ...{ userName: address, newUserName: address, newPassword: filled },
      ...{ enableSearchIndexing: flag, enablePasswordReset: flag, requireTwoFactorAuthentication: flag },
    },
    ['userName'],
  ),
  createRoutingRule: strict(
    {
      ...{ domainName: filled, prefix: flag, matchUser: text, catchall: flag },
      targetAddresses: { type: 'array', items: address, minItems: 1 },
    },
    ['domainName', 'prefix', 'matchUser', 'targetAddresses'],
  ),
  deleteRoutingRule: strict({ routingRuleId: { type: 'integer' } }, ['routingRuleId']),
};
