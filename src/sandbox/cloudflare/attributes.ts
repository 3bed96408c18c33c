/** What a record has beside its value: TTL, proxying, comment, tags, settings; some of it depends on the plan. */
import { fieldsOf, type Json } from './body.ts';
import type { TwinRecord } from './model.ts';
import type { Plan } from './plans.ts';
import { badRecord, UNKNOWN_CODE } from './refusal.ts';

const PROXIABLE = new Set(['A', 'AAAA', 'CNAME']);
const AUTOMATIC = 1;
const HIGHEST_TTL = 86400;
const TAG = /^(?!cf-)[a-z0-9_-]{1,32}(:.{0,100})?$/i;
const settingForms = { ipv4_only: 'boolean', ipv6_only: 'boolean', flatten_cname: 'boolean' } as const;

export type Attributes = Pick<TwinRecord, 'proxiable' | 'proxied' | 'ttl' | 'comment' | 'tags' | 'settings'>;

export function attributesOf(type: string, input: Json, plan: Plan): Attributes {
  const proxiable = PROXIABLE.has(type);
  const proxied = (input.proxied as boolean | undefined) ?? false;
  if (proxied && !proxiable) throw badRecord(9004, `This record type cannot be proxied.`);
  return {
    proxiable,
    proxied,
    ttl: ttlOf(input.ttl as number | undefined, proxied, plan),
    comment: commentOf(input.comment as string | null | undefined, plan),
    tags: tagsOf(input.tags as string[] | undefined, plan),
    settings: settingsOf(type, input.settings, proxied, plan),
  };
}

/** A proxied record is always automatic: another value is taken and reads back as 1. */
function ttlOf(ttl: number | undefined, proxied: boolean, plan: Plan): number {
  if (ttl !== undefined && ttl !== AUTOMATIC && (ttl < plan.lowestTtl || ttl > HIGHEST_TTL)) {
    throw badRecord(
      9021,
      `Invalid TTL. Must be between ${plan.lowestTtl} and ${HIGHEST_TTL} seconds, or 1 for Automatic.`,
    );
  }
  return proxied ? AUTOMATIC : (ttl ?? AUTOMATIC);
}

function commentOf(comment: string | null | undefined, plan: Plan): string | null {
  if (!comment) return null;
  if (/[\r\n]/.test(comment)) throw badRecord(UNKNOWN_CODE, 'A comment must not contain line breaks.');
  const length = [...comment].length;
  if (length > plan.comment) {
    throw badRecord(UNKNOWN_CODE, `The comment has ${length} characters, exceeding the maximum of ${plan.comment}.`);
  }
  return comment;
}

function tagsOf(tags: string[] = [], plan: Plan): string[] {
  if (tags.length > plan.tags) {
    throw badRecord(9300, `DNS record has ${tags.length} tags, exceeding the quota of ${plan.tags}.`);
  }
  const bad = tags.find(tag => !TAG.test(tag));
  if (bad !== undefined) throw badRecord(UNKNOWN_CODE, `The tag "${bad}" is invalid.`);
  return tags;
}

function settingsOf(type: string, input: unknown, proxied: boolean, plan: Plan): Record<string, boolean> {
  const settings = fieldsOf(input ?? {}, settingForms, 'settings') as Record<string, boolean>;
  if (settings.flatten_cname && (type !== 'CNAME' || proxied || !plan.flattenCname)) {
    throw badRecord(UNKNOWN_CODE, 'flatten_cname needs a CNAME record that is not proxied, and a paid plan.');
  }
  if ((settings.ipv4_only || settings.ipv6_only) && !proxied) {
    throw badRecord(UNKNOWN_CODE, 'ipv4_only and ipv6_only need a proxied record.');
  }
  return type === 'CNAME' ? { flatten_cname: false, ...settings } : settings;
}
