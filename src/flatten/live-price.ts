/** What a flattened record would cost by the DNS of today: templates say what includes cost when they were written. */
import type { FlattenedHost } from '../records/spf-hosts.ts';
import { LOOKUP_LIMIT, VOID_LIMIT } from '../spf/limits.ts';
import { liveFacts } from '../spf/live-facts.ts';
import type { SpfResolver } from '../spf/resolver.ts';
import { spfTree } from '../spf/tree.ts';

export interface LivePrice {
  lookups: number;
  voidLookups: number;
}

/** The host's planned records over the DNS as it is. What nobody answers counts as its own term alone. */
export async function livePrice(
  { host, record, flattening: { own } }: FlattenedHost,
  resolve: SpfResolver,
): Promise<LivePrice> {
  const planned = new Map([[host, record.content], ...own.map(({ name, content }) => [name, content] as const)]);
  const facts = await liveFacts(host, async (name, type) => {
    const text = type === 'TXT' ? planned.get(name.toLowerCase()) : undefined;
    return text === undefined ? resolve(name, type) : { status: 'found', values: [text] };
  });
  const { lookups, voidLookups } = spfTree(host, facts);
  return { lookups, voidLookups };
}

export const isTooDear = ({ lookups, voidLookups }: LivePrice): boolean =>
  lookups > LOOKUP_LIMIT || voidLookups > VOID_LIMIT;
