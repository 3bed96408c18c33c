/** Postmark's Domains API on loopback, as far as keys go. facts §11; https://postmarkapp.com/developer/api/domains-api */
import { generateKeyPairSync } from 'node:crypto';
import { sandboxClock } from '../../clock.ts';
import { type Answer, Refused, type TwinRequest } from '../../http/request.ts';
import { startHttpTwin } from '../../http/twin.ts';
import type { MailTwin, MailTwinOptions } from '../twin.ts';

const TOKEN = 'sandbox-postmark-account-token';

interface Key {
  selector: string;
  text: string;
}

interface Domain {
  id: number;
  name: string;
  active?: Key;
  pending?: Key;
  revoked?: Key;
}

export async function startPostmarkTwin(options: MailTwinOptions = {}): Promise<MailTwin> {
  const { clock = sandboxClock(), lookup = async () => [] } = options;
  const domains = new Map<string, Domain>();

  const newKey = (): Key => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const stamp = new Date(clock.now()).toISOString().replace(/\D/g, '').slice(0, 14);
    return {
      selector: `${stamp}pm`,
      text: `k=rsa;p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`,
    };
  };

  function add(name: string): Domain {
    const domain: Domain = { id: 36_735 + domains.size, name, pending: newKey() };
    domains.set(name, domain);
    return domain;
  }

  function domainOf({ params: { id } }: TwinRequest): Domain {
    const domain = [...domains.values()].find(each => String(each.id) === id);
    if (!domain) throw new Refused(failure(422, 510, 'The requested domain was not found.'));
    return domain;
  }

  /** A pending key that is seen becomes the active one, and the one before is revoked. */
  async function look(domain: Domain): Promise<void> {
    const key = domain.pending ?? domain.active;
    if (!key || !(await lookup(hostOf(domain, key), 'TXT')).includes(key.text) || key === domain.active) return;
    Object.assign(domain, { active: key, revoked: domain.active, pending: undefined });
  }

  const twin = await startHttpTwin(
    {
      authenticate: ({ headers }) =>
        headers['x-postmark-account-token'] === TOKEN
          ? 'account'
          : failure(401, 10, 'No Account or Server API tokens were supplied in the HTTP headers.'),
      limited: retryAfter => ({
        ...failure(429, 429, 'Rate limit exceeded'),
        ...(retryAfter !== null && { headers: { 'retry-after': String(retryAfter) } }),
      }),
      failed: status => failure(status, 100, 'Maintenance'),
      noRoute: () => failure(404, 0, 'Not found'),
      routes: {
        'GET /domains': ({ query }) => {
          const [count, offset] = [Number(query.get('count')), Number(query.get('offset') ?? Number.NaN)];
          if (!(count >= 1 && count <= 500) || !(offset >= 0)) return failure(422, 600, 'count and offset are needed.');
          const all = [...domains.values()];
          const Domains = all.slice(offset, offset + count).map(({ id, name }) => ({ ID: id, Name: name }));
          return { status: 200, body: { TotalCount: all.length, Domains } };
        },
        'GET /domains/:id': request => ({ status: 200, body: shown(domainOf(request)) }),
        'POST /domains/:id/rotatedkim': request => {
          const domain = domainOf(request);
          if (domain.pending) return failure(422, 505, 'This domain is already scheduled for a DKIM renewal.');
          domain.pending = newKey();
          return { status: 200, body: shown(domain) };
        },
        'PUT /domains/:id/verifyDkim': async request => {
          const domain = domainOf(request);
          await look(domain);
          return { status: 200, body: shown(domain) };
        },
      },
    },
    { ...options, clock },
  );
  return {
    ...twin,
    provider: 'postmark',
    account: { url: twin.origin },
    env: { POSTMARK_ACCOUNT_TOKEN: TOKEN },
    mailboxes: () => [],
    domains: () => [...domains.values()].map(({ name, active }) => ({ domain: name, ready: active !== undefined })),
    put: () => {},
    remove: () => {},
    addDomain: name => void add(name),
    signs: name => {
      const { active } = domains.get(name) ?? {};
      return active ? [{ selector: active.selector, publicKey: active.text.slice(active.text.indexOf('p=') + 2) }] : [];
    },
  };
}

const failure = (status: number, ErrorCode: number, Message: string): Answer => ({
  ...{ status, body: { ErrorCode, Message } },
});

const hostOf = ({ name }: Domain, { selector }: Key): string => `${selector}._domainkey.${name}`;

function shown(domain: Domain): object {
  const { id, name, active, pending, revoked } = domain;
  const host = (key?: Key) => (key ? hostOf(domain, key) : '');
  return {
    ...{ ID: id, Name: name, SPFVerified: true, DKIMVerified: active !== undefined, WeakDKIM: false },
    ...{ DKIMHost: host(active), DKIMTextValue: active?.text ?? '' },
    ...{ DKIMPendingHost: host(pending), DKIMPendingTextValue: pending?.text ?? '' },
    ...{ DKIMRevokedHost: host(revoked), DKIMRevokedTextValue: revoked?.text ?? '' },
    ...{ SafeToRemoveRevokedKeyFromDNS: false, DKIMUpdateStatus: pending ? 'Pending' : 'Verified' },
  };
}
