/** What Mailyard needs of Cloudflare, as an interface: the provider and `drift` depend on this, not on the SDK. */
import type { ZoneRecord } from '../records/record.ts';

export interface CloudflareDns {
  /**
   * The zone of that name, from a cached list of all zones (50 a page), or undefined if the token does not see it: what is
   * not in the list is asked for by its name, as it may be new.
   */
  zone(name: string): Promise<CloudflareZone | undefined>;
  /** Every record of the zone in one call. */
  records(zoneId: string): Promise<LiveRecord[]>;
  /** All changes of a zone in one transaction a chunk: deletes, patches, posts. */
  batch(zone: CloudflareZone, batch: RecordBatch): Promise<BatchOutcome>;
  /** Calls sent so far by this client. */
  readonly calls: number;
}

export interface CloudflareZone {
  id: string;
  /** Lower-case A-label form. */
  name: string;
  status: string;
  /** `free`, `pro`, `business`, `enterprise`, …: decides the batch size. */
  plan: string;
}

/** A record as it stands in the zone, decoded; `comment` tells its owner. */
export interface LiveRecord extends ZoneRecord {
  id: string;
  comment: string;
  /** Written by another product (Email Routing): never touched. */
  readOnly: boolean;
}

/**
 * `key` is Mailyard's own name of the record: it is what errors speak of. With `commentOnly` the record is as wanted, and
 * what somebody else wrote stays to the byte.
 */
export interface RecordBatch {
  deletes: { key: string; id: string; record: ZoneRecord }[];
  patches: { key: string; id: string; record: ZoneRecord; comment: string; commentOnly?: boolean }[];
  posts: { key: string; record: ZoneRecord; comment: string }[];
}

/**
 * What became of a batch. Chunks and, after a refusal, the groups of one name are transactions of their own, so some
 * of it can be applied while the rest is refused: the caller keeps what was applied and says what was not.
 * Where an error stops it (credentials, rate, an answer lost and the zone not readable) before anything was applied,
 * `batch` throws instead; after that, the rest is told as refused.
 */
export interface BatchOutcome {
  /** Ids of the records patched and posted, by key. */
  ids: Record<string, string>;
  /** Keys of the records deleted. */
  deleted: string[];
  /**
   * What was not done; several keys where Cloudflare did not say which of one transaction it refused. `message` names the
   * record and the way out; `code` is Cloudflare's, 0 where it gave none.
   */
  refused: { keys: string[]; code: number; message: string }[];
}
