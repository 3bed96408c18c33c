/** Records of the user's own: owned and planned like the rest. */
import type { ExtraRecord } from '../inventory/model.ts';
import type { DomainContext } from './context.ts';
import { fromData } from './data.ts';
import type { Draft } from './draft.ts';
import { fqdn } from './key.ts';

export function extraDrafts({ settings, domain }: DomainContext): Draft[] {
  return settings.records.map(record => extraDraft(record, domain));
}

/** An MX of the domain itself is the domain's MX, whoever wrote it. */
function extraDraft(record: ExtraRecord, domain: string): Draft {
  const name = fqdn(record.name, domain);
  const isMx = record.type === 'MX' && name === domain;
  const value = record.data ? fromData(record.type, record.data) : { content: record.content ?? '' };
  return {
    role: isMx ? 'mx' : 'extra',
    id: isMx ? undefined : record.type.toLowerCase(),
    host: name,
    name,
    type: record.type,
    content: value.content,
    priority: record.priority ?? value.priority,
    ttl: record.ttl,
    proxied: record.proxied,
    source: 'records',
  };
}
