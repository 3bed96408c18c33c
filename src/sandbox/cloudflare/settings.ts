/** Settings of a zone, one a call: the bulk call ended on 2026-09-15 (Cloudflare's API deprecations). */
import { fieldsOf } from './body.ts';
import type { TwinZone } from './model.ts';
import { badBody, Refusal } from './refusal.ts';

const switches = ['on', 'off'];

/** Those that the twin knows, the default first. */
const settings: Readonly<Record<string, readonly string[]>> = {
  always_use_https: ['off', 'on'],
  automatic_https_rewrites: switches,
  browser_check: switches,
  ipv6: switches,
  min_tls_version: ['1.0', '1.1', '1.2', '1.3'],
  opportunistic_encryption: switches,
  security_level: ['medium', 'off', 'essentially_off', 'low', 'high', 'under_attack'],
  ssl: ['full', 'off', 'flexible', 'strict'],
  tls_1_3: switches,
  websockets: switches,
};

export function settingJson(zone: TwinZone, id: string) {
  const [fallback] = valuesOf(id);
  const value = zone.settings[id] ?? fallback;
  return { id, value, editable: true, modified_on: id in zone.settings ? zone.modifiedOn : null };
}

export function editSetting(zone: TwinZone, id: string, body: unknown): void {
  const values = valuesOf(id);
  const { value } = fieldsOf(body, { value: 'string' });
  if (!values.includes(value as string)) throw badBody(`Invalid value for zone setting ${id}.`);
  zone.settings = { ...zone.settings, [id]: value };
}

function valuesOf(id: string): readonly string[] {
  const values = Object.hasOwn(settings, id) ? settings[id] : undefined;
  if (!values) throw new Refusal(400, 1006, `Unrecognized zone setting name: ${id}`);
  return values;
}
