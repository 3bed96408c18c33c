/** Records of a zone and their owners, for tests of what is written there. */
import type { LiveRecord } from '../../src/cloudflare/api.ts';
import { type Owner, ownerComment } from '../../src/records/owner.ts';
import type { ZoneRecord } from '../../src/records/record.ts';

export const OWNER: Owner = { project: 'acme', stack: 'primary' };
export const OTHER_STACK: Owner = { project: 'acme', stack: 'pool-a' };
export const OTHER_PROJECT: Owner = { project: 'other', stack: 'primary' };

const APEX = 'acme.example';

export const txt = (content: string, name: string = APEX): ZoneRecord => ({ name, type: 'TXT', content, ttl: 3600 });

export const mx = (content: string, priority = 10, name: string = APEX): ZoneRecord => ({
  name,
  type: 'MX',
  content,
  priority,
  ttl: 3600,
});

export const cname = (content: string, name: string = APEX): ZoneRecord => ({
  name,
  type: 'CNAME',
  content,
  ttl: 3600,
});

/** As it stands in the zone; without a comment it is nobody's. */
export const live = (id: string, record: ZoneRecord, comment = ''): LiveRecord => ({
  ...record,
  id,
  comment,
  readOnly: false,
});

/** Ours, under this key. */
export const own = (id: string, key: string, record: ZoneRecord, owner: Owner = OWNER): LiveRecord =>
  live(id, record, ownerComment(owner, key));
