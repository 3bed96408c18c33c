/** Writes at keys' names: the zone is listed afresh, and what was asked for in the meantime goes along in one batch. */
import type { CloudflareDns, CloudflareZone, RecordBatch } from '../../../cloudflare/api.ts';
import { MailyardError } from '../../../error.ts';
import type { EstateDomain } from '../../../estate/estate.ts';
import type { DkimKey } from '../../../ledger/dkim.ts';
import type { Runtime } from '../../runtime.ts';
import { type KeyWish, keyBatch } from '../key-record.ts';
import { ringSettings } from '../ring.ts';
import { recordName } from '../selector.ts';

/** `content` undefined: nothing is to stand there. Throws `dkim-name-taken`, `zone-missing`, and what Cloudflare's client throws. */
export async function writeKey(
  runtime: Runtime,
  domain: EstateDomain,
  key: DkimKey,
  content: string | undefined,
): Promise<void> {
  const { token } = runtime.estate.segments.find(({ segment }) => segment === domain.segment)?.cloudflare ?? {};
  const wish: KeyWish = {
    ...{ project: runtime.project, stack: domain.segment, zone: domain.zone, content },
    ...{ name: recordName(key.selector, key.domain), ttl: ringSettings(domain.settings).ttl },
  };
  await enqueue(runtime.cloudflare(token), wish);
}

interface Queued {
  wish: KeyWish;
  done: PromiseWithResolvers<void>;
}

/** One writer a zone at a time; what comes while it writes goes with the next batch. */
interface Lane {
  queue: Queued[];
  busy: boolean;
}

const lanes = new WeakMap<CloudflareDns, Map<string, Lane>>();

function enqueue(client: CloudflareDns, wish: KeyWish): Promise<void> {
  const ofClient = lanes.get(client) ?? new Map<string, Lane>();
  lanes.set(client, ofClient);
  const lane = ofClient.get(wish.zone) ?? { queue: [], busy: false };
  ofClient.set(wish.zone, lane);
  const done = Promise.withResolvers<void>();
  lane.queue.push({ wish, done });
  if (!lane.busy) void drain(client, wish.zone, lane);
  return done.promise;
}

async function drain(client: CloudflareDns, zone: string, lane: Lane): Promise<void> {
  lane.busy = true;
  while (lane.queue.length > 0) {
    // The keys of a domain's algorithms are asked for in the same moment, and go together.
    await new Promise(resolve => setImmediate(resolve));
    const queued = lane.queue.splice(0);
    try {
      await writeAll(client, zone, queued);
    } catch (error) {
      for (const { done } of queued) done.reject(error);
    }
  }
  lane.busy = false;
}

async function writeAll(client: CloudflareDns, name: string, queued: Queued[]): Promise<void> {
  const zone = await client.zone(name);
  if (!zone) throw noZone(name);
  const live = await client.records(zone.id);
  const batch: RecordBatch = { deletes: [], patches: [], posts: [] };
  const writing: Queued[] = [];
  for (const each of queued) {
    try {
      const { deletes, patches, posts } = keyBatch(each.wish, live);
      batch.deletes.push(...deletes);
      batch.patches.push(...patches);
      batch.posts.push(...posts);
      writing.push(each);
    } catch (error) {
      each.done.reject(error);
    }
  }
  const refused = await send(client, zone, batch);
  for (const { wish, done } of writing) {
    const message = refused.get(wish.name);
    if (message === undefined) done.resolve();
    else done.reject(new MailyardError('cloudflare-refused', message));
  }
}

/** What was refused, by the record's name. */
async function send(client: CloudflareDns, zone: CloudflareZone, batch: RecordBatch): Promise<Map<string, string>> {
  if (batch.deletes.length + batch.patches.length + batch.posts.length === 0) return new Map();
  const { refused } = await client.batch(zone, batch);
  return new Map(refused.flatMap(({ keys, message }) => keys.map(key => [key, message] as const)));
}

const noZone = (name: string): MailyardError =>
  new MailyardError('zone-missing', `The token sees no zone ${name} at Cloudflare.`, {
    fix: 'Add the zone, or give the token access to it.',
  });
