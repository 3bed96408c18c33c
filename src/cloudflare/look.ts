/** What a token is, may do and sees, found out without writing anything. */
import type { Zone } from 'cloudflare/resources/zones/zones';
import { type CloudflareOptions, openTransport } from './client.ts';
import { CallFailure } from './failure.ts';
import { everyZone, zoneName } from './zones.ts';

export interface CloudflareLook {
  /** Throws `CallFailure`, also for a token of an account that is not known here: then only its zones can tell. */
  verify(): Promise<TokenStatus>;
  zones(): Promise<SeenZone[]>;
  /** One record of the zone: tells whether its records may be read. */
  readRecords(zone: SeenZone): Promise<unknown>;
}

export interface TokenStatus {
  status: 'active' | 'disabled' | 'expired';
  /** RFC 3339. */
  expiresOn?: string;
}

export interface SeenZone {
  id: string;
  /** Lower-case A-label form. */
  name: string;
  status: string;
  /** Those that its registrar has to name. */
  nameServers: string[];
  /** `#dns_records:edit` and its like. A token's rights cannot be listed: this is the nearest to it (2026-09). */
  permissions: string[];
}

/** Each is asked once: whoever looks wants an answer now, and "no answer" is one. */
export function lookAtCloudflare(options: CloudflareOptions, account?: string): CloudflareLook {
  const transport = openTransport(options);
  const verifyUser = () => transport.call('to verify the token', client => client.user.tokens.verify(), false);
  const verifyAccount = (account_id: string) =>
    transport.call('to verify the token', client => client.accounts.tokens.verify({ account_id }), false);
  return {
    async verify() {
      const answer = await verifyUser().catch(error => {
        if (account && error instanceof CallFailure && error.kind === 'credentials') return verifyAccount(account);
        throw error;
      });
      return { status: answer.status, expiresOn: answer.expires_on };
    },
    zones: async () => (await everyZone(transport, false)).map(toSeen),
    readRecords: ({ id, name }) =>
      transport.call(
        `to list the records of ${name}`,
        client => client.dns.records.list({ zone_id: id, per_page: 1 }),
        false,
      ),
  };
}

function toSeen({ id, name, status, name_servers, permissions }: Zone): SeenZone {
  return {
    id,
    name: zoneName(name),
    status: status ?? 'active',
    nameServers: name_servers ?? [],
    permissions: permissions ?? [],
  };
}
