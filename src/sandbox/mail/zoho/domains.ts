/** `…/domains`: https://www.zoho.com/mail/help/api/ (Domain API). */
import { generateKeyPairSync } from 'node:crypto';
import { Refused, type Routes, type TwinRequest } from '../../http/request.ts';
import type { MailTwinOptions } from '../twin.ts';
import { bodyOf, domainModes, isTrue, modeBodyOf, newDomainBody } from './bodies.ts';
import { failure, invalid, ok } from './envelope.ts';
import type { Accounts } from './login.ts';
import { newDomain, type Organization, type ZohoDkim, type ZohoDomain } from './organization.ts';

type Lookup = NonNullable<MailTwinOptions['lookup']>;

export function domainRoutes(organization: Organization, { scoped }: Accounts, lookup: Lookup): Routes {
  const path = '/api/organization/:zoid/domains';
  const { domains } = organization;
  const put = scoped('domains', 'UPDATE', async request =>
    ok(await carryOut(organization, existing(organization, request), request, lookup)),
  );
  return {
    [`POST ${path}`]: scoped('domains', 'CREATE', request => {
      const { domainName } = bodyOf<{ domainName: string }>(request, newDomainBody);
      if (domains.has(domainName)) throw invalid('Domain already exists');
      const domain = newDomain(organization, domainName);
      domains.set(domainName, domain);
      return ok(shown(organization, domain), 201);
    }),
    [`GET ${path}`]: scoped('domains', 'READ', () =>
      ok({ domainVO: [...domains.values()].map(each => shown(organization, each)) }),
    ),
    [`GET ${path}/:domain`]: scoped('domains', 'READ', request =>
      ok(shown(organization, existing(organization, request))),
    ),
    [`PUT ${path}/:domain`]: put,
    // The newer page has this path for the same; older pages and the public clients use the other.
    [`PUT ${path}/:domain/verifyDomain`]: put,
    [`DELETE ${path}/:domain`]: scoped('domains', 'DELETE', request => {
      const domain = existing(organization, request);
      if (domain.mailHostingEnabled) throw new Refused(failure(400, { error: 'RMV_HOSTING_BEFORE_DLT_DOMAIN' }));
      domains.delete(domain.domainName);
      return ok();
    }),
  };
}

function existing({ domains }: Organization, { params }: TwinRequest): ZohoDomain {
  const domain = domains.get((params.domain ?? '').toLowerCase());
  if (!domain) throw new Refused(failure(404, { moreInfo: 'Domain does not exist' }));
  return domain;
}

const shown = ({ zoid, mailDomain }: Organization, domain: ZohoDomain) => ({
  ...domain,
  ...{ zoid: Number(zoid), isDomainAlias: false, isRegisteredByZoho: false, mxstatus: 'unverified', spfstatus: false },
  dkimstatus: domain.dkimDetailList.some(each => each.isVerified && each.isDefault),
  URI: `https://mail.${mailDomain}/api/organization/${zoid}/domains/${domain.domainName}`,
});

interface Order {
  mode: string;
  selector: string;
  keySize?: number;
  isDefault?: unknown;
  dkimId: number | string;
}

async function carryOut(organization: Organization, domain: ZohoDomain, request: TwinRequest, lookup: Lookup) {
  const order = modeBodyOf<Order>(request, domainModes);
  switch (order.mode) {
    case 'verifyDomainByTXT':
      return verify(organization, domain, await lookup(domain.domainName, 'TXT'));
    case 'enableMailHosting':
      return hosting(organization, domain, true);
    case 'disableMailHosting':
      return hosting(organization, domain, false);
    case 'addDkimDetail':
      return addDkim(organization, domain, order);
    case 'verifyDkimKey':
      return verifyDkim(domain, order.dkimId, lookup);
    case 'makeDkimDefault':
      return makeDefault(domain, dkimOf(domain, order.dkimId));
    case 'deleteDkimDetail': {
      const dkim = dkimOf(domain, order.dkimId);
      domain.dkimDetailList = domain.dkimDetailList.filter(each => each !== dkim);
      return undefined;
    }
    default:
      throw invalid(`The sandbox does not look at ${order.mode}`);
  }
}

/** A failure is a success here: 200, with the error inside (put-verify-domain, sample failure response). */
function verify({ mailDomain }: Organization, domain: ZohoDomain, txt: string[]) {
  if (domain.verificationStatus) throw new Refused(failure(400, { error: 'DOMAIN_ALREADY_VERIFIED' }));
  if (txt.includes(`zoho-verification=${domain.CNAMEVerificationCode}.zmverify.${mailDomain}`)) {
    domain.verificationStatus = true;
    return { status: true };
  }
  const error = txt.length === 0 ? 'TXT_RECORD_HOST_UNKNOWN' : 'TXT_RECORD_MISMATCH';
  return { message: 'Verification failed due to host not found', error, txtRecord: txt, status: false };
}

/** That it is refused while users have addresses in the domain is what Zoho's help says of deleting one; for this it is not documented. */
function hosting({ accounts }: Organization, domain: ZohoDomain, enabled: boolean): undefined {
  const { domainName } = domain;
  if (enabled && !domain.verificationStatus) throw invalid(`${domainName} is not verified`);
  if (enabled && domain.mailHostingEnabled)
    throw invalid(`MailHosting is already enabled for the domain ${domainName}`);
  const inUse = accounts.some(account => account.primaryEmailAddress.endsWith(`@${domainName}`));
  if (!enabled && inUse) throw invalid(`${domainName} has users`);
  domain.mailHostingEnabled = enabled;
}

/** That it needs a verified domain is not documented; every public client does it after that. */
function addDkim(
  organization: Organization,
  domain: ZohoDomain,
  { selector, keySize = 1024, isDefault }: Order,
): ZohoDkim {
  if (!domain.verificationStatus) throw invalid(`${domain.domainName} is not verified`);
  if (domain.dkimDetailList.some(each => each.selector === selector))
    throw invalid(`Selector ${selector} already exists`);
  const dkim: ZohoDkim = {
    ...{ dkimId: String(organization.nextId()), domainId: domain.domainId, selector, hashType: 'sha256' },
    ...{ publicKey: publicKey(keySize), isDefault: false, isVerified: false },
  };
  domain.dkimDetailList.push(dkim);
  if (isTrue(isDefault)) makeDefault(domain, dkim);
  return dkim;
}

function publicKey(modulusLength: number): string {
  const { publicKey } = generateKeyPairSync('rsa', {
    ...{ modulusLength, publicKeyEncoding: { type: 'spki', format: 'der' } as const },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`;
}

async function verifyDkim(domain: ZohoDomain, dkimId: number | string, lookup: Lookup) {
  const dkim = dkimOf(domain, dkimId);
  const txt = await lookup(`${dkim.selector}._domainkey.${domain.domainName}`, 'TXT');
  dkim.isVerified = txt.includes(dkim.publicKey);
  return dkim.isVerified
    ? { dkimstatus: true }
    : { dkimstatus: false, message: 'DKIM verification failed', error: 'DKIM_RECORD_NOT_FOUND' };
}

function makeDefault(domain: ZohoDomain, dkim: ZohoDkim): undefined {
  for (const each of domain.dkimDetailList) each.isDefault = each === dkim;
}

function dkimOf({ dkimDetailList }: ZohoDomain, dkimId: number | string): ZohoDkim {
  const dkim = dkimDetailList.find(each => each.dkimId === String(dkimId));
  if (!dkim) throw invalid(`dkimId ${dkimId} does not exist`);
  return dkim;
}
