/** Licences: https://learn.microsoft.com/graph/api/subscribedsku-list and …/user-assignlicense. */
import { Refused, type Routes } from '../../http/request.ts';
import { bodyOf } from './bodies.ts';
import { badRequest } from './errors.ts';
import { permitted } from './login.ts';
import { consumed, type GraphSku, type GraphUser, hasExchange, type Tenant } from './tenant.ts';
import { existing, WRITE } from './users.ts';

const READ = [
  ...['LicenseAssignment.Read.All', 'Organization.Read.All', 'Organization.ReadWrite.All'],
  ...['Directory.Read.All', 'Directory.ReadWrite.All'],
];

interface Assignment {
  addLicenses: { skuId: string; disabledPlans?: string[] }[];
  removeLicenses: string[];
}

export function licenceRoutes(tenant: Tenant): Routes {
  return {
    'GET /v1.0/subscribedSkus': permitted(tenant, READ, () => ({
      status: 200,
      body: { value: tenant.skus.map(sku => shown(tenant, sku)) },
    })),
    'POST /v1.0/users/:key/assignLicense': permitted(tenant, [...WRITE, 'LicenseAssignment.ReadWrite.All'], request => {
      const user = existing(tenant, request);
      assign(tenant, user, bodyOf<Assignment>(request, 'licences'));
      const { id, userPrincipalName, assignedLicenses } = user;
      return { status: 200, body: { id, userPrincipalName, assignedLicenses } };
    }),
  };
}

function assign(tenant: Tenant, user: GraphUser, { addLicenses, removeLicenses }: Assignment): void {
  if (!user.usageLocation)
    throw new Refused(badRequest('License assignment cannot be done for user with invalid usage location.'));
  const held = user.assignedLicenses;
  const added = addLicenses.filter(({ skuId }) => !held.some(licence => licence.skuId === skuId));
  for (const { skuId } of added) checkSeat(tenant, skuId);
  user.assignedLicenses = [
    ...held.filter(({ skuId }) => !removeLicenses.includes(skuId)),
    ...added.map(({ skuId, disabledPlans = [] }) => ({ skuId, disabledPlans })),
  ];
  if (!hasExchange(tenant, user)) user.mailboxFrom = undefined;
  else user.mailboxFrom ??= tenant.clock.now() + tenant.mailboxSeconds * 1000;
}

/** The texts as public scripts match them; the status and code of both are 400 Request_BadRequest there. */
function checkSeat(tenant: Tenant, skuId: string): void {
  const sku = tenant.skus.find(each => each.skuId === skuId);
  if (!sku) throw new Refused(badRequest(`License ${skuId} does not correspond to a valid company License.`));
  if (consumed(tenant, sku) >= sku.enabled)
    throw new Refused(badRequest(`Subscription with SKU ${skuId} does not have any available licenses.`));
}

function shown(tenant: Tenant, sku: GraphSku) {
  const { skuId, skuPartNumber, enabled, exchange } = sku;
  return {
    id: `${tenant.id}_${skuId}`,
    ...{ accountId: tenant.id, accountName: 'Acme', appliesTo: 'User', capabilityStatus: 'Enabled' },
    consumedUnits: consumed(tenant, sku),
    prepaidUnits: { enabled, suspended: 0, warning: 0, lockedOut: 0 },
    servicePlans: exchange ? [{ servicePlanName: 'EXCHANGE_S_STANDARD', provisioningStatus: 'Success' }] : [],
    ...{ skuId, skuPartNumber, subscriptionIds: [] },
  };
}
