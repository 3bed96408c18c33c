/** Who calls, and what the token may do. */
import type { Cloud } from './cloud.ts';
import type { Scope, TwinToken, TwinZone } from './model.ts';
import { noRoute, noSuchZone, notPermitted, Refusal } from './refusal.ts';

/** The token behind an Authorization header. The legacy global key is not known here. */
export function authenticate(cloud: Cloud, header: string | undefined): TwinToken {
  const value = /^Bearer ([0-9A-Za-z_-]{40,80})$/.exec(header ?? '')?.[1];
  if (value === undefined) {
    throw new Refusal(400, 6003, 'Invalid request headers', [
      { code: 6111, message: 'Invalid format for Authorization header' },
    ]);
  }
  const token = cloud.tokens.get(value);
  if (!token) throw new Refusal(401, 1000, 'Invalid API Token');
  return token;
}

export function requireScope(token: TwinToken, scope: Scope): void {
  if (!token.scopes.includes(scope)) throw notPermitted();
}

export function mayView(token: TwinToken, zone: TwinZone): boolean {
  return token.account === zone.account && (token.zones === 'all' || token.zones.includes(zone.name));
}

export function requireZone(cloud: Cloud, token: TwinToken, id: string, path: string): TwinZone {
  if (!isId(id)) throw noRoute(path);
  const zone = cloud.zonesById.get(id);
  if (!zone || !mayView(token, zone)) throw noSuchZone();
  return zone;
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}
