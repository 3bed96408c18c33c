/** Every record of one domain: the list of what Mailyard renders, one line a concept. */
import { type DomainContext, senderDrafts } from './context.ts';
import { type Draft, keyed, type Place } from './draft.ts';
import { extraDrafts } from './extra.ts';
import { policyDrafts } from './policies.ts';
import type { EstateRecord } from './record.ts';
import { retiredDrafts } from './retired.ts';
import { returnPathDrafts } from './return-path.ts';
import { spfDraft, spfDrafts } from './spf-hosts.ts';

export interface DomainRecords {
  records: EstateRecord[];
  /** Keys that the domain had and may lose without a guard: it is retired, or the relay was left long enough. */
  released: string[];
}

export const placeOf = ({ domain, zone, settings }: DomainContext): Place => ({ domain, zone, ttl: settings.ttl });

export function domainRecords(context: DomainContext): DomainRecords {
  const drafts = liveDrafts(context);
  const live = keyed(drafts, placeOf(context));
  if (context.phase !== 'retired') return { records: live, released: releasedByLeaving(context, live) };
  const retired = keyed(retiredDrafts(context, drafts), placeOf(context));
  return { records: retired, released: keysBeyond(live, retired) };
}

function liveDrafts(context: DomainContext): Draft[] {
  return [
    ...context.senders.flatMap(senderDrafts),
    ...context.leaving.flatMap(senderDrafts).filter(outlivesItsSender),
    ...returnPathDrafts(context),
    ...spfDrafts(context),
    ...policyDrafts(context),
    ...extraDrafts(context),
  ];
}

/** Mail in a left relay's queues is still signed with its keys and bounces to its return path. RFC 5321 §4.5.4.1: for days. */
function outlivesItsSender(draft: Draft): boolean {
  return draft.role === 'dkim' || draft.role === 'return-path';
}

function releasedByLeaving(context: DomainContext, live: EstateRecord[]): string[] {
  if (context.left.length === 0) return [];
  const gone = context.left.flatMap(senderDrafts).filter(outlivesItsSender);
  const hosts = gone.filter(draft => draft.role === 'return-path').map(draft => draft.host);
  const spf = [...new Set(hosts)].map(host => spfDraft(host, ''));
  return keysBeyond(keyed([...gone, ...spf], placeOf(context)), live);
}

function keysBeyond(before: EstateRecord[], after: EstateRecord[]): string[] {
  const kept = new Set(after.map(record => record.key));
  return before.map(record => record.key).filter(key => !kept.has(key));
}
