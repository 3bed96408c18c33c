/** Cloudflare as this project needs it, on the official client. */
import { setTimeout as sleepFor } from 'node:timers/promises';
import { MailyardError } from '../error.ts';
import type { Budget } from '../rate/budget.ts';
import type { Wait } from '../rate/patient.ts';
import type { CloudflareDns, CloudflareZone, LiveRecord } from './api.ts';
import { sendBatch } from './batch.ts';
import { toLive } from './convert.ts';
import { allPages } from './pages.ts';
import { checkToken } from './token.ts';
import { createTransport, type Transport } from './transport.ts';
import { listZones, zoneByName, zoneName } from './zones.ts';

export interface CloudflareOptions {
  token: string | undefined;
  /** The variable that should hold it, for messages; default CLOUDFLARE_API_TOKEN. */
  variable?: string;
  /** `CLOUDFLARE_BASE_URL`; default Cloudflare's public API. */
  baseUrl?: string;
  budget: Budget;
  /** Ends waiting and calls with `aborted`. */
  signal?: AbortSignal;
  /** Told before each wait: for the rate limit, the budget, or the next try. */
  onWait?: (wait: Wait) => void;
  /** Milliseconds that one call may take; default 60,000. */
  timeout?: number;
  clock?: () => number;
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 to below 1. */
  random?: () => number;
}

const PUBLIC_API = 'https://api.cloudflare.com/client/v4';

/** More than a zone holds on any plan that is not raised by contract (3,500; 2026-11), so one call lists a zone. */
const RECORDS_PER_PAGE = 5000;

/** Where the zones could not be listed, a thousand zones wait for one answer instead of asking a thousand times. */
const FAILURE_HOLDS_MS = 60_000;

/**
 * A client of Cloudflare's DNS. Throws `token-missing`, `token-malformed` or `bad-setting` at once; its methods throw `token-rejected`,
 * `forbidden`, `rate-limited`, `cloudflare-refused`, `cloudflare-unreachable` and `aborted`. Safe for several zones at once.
 */
export function createCloudflare(options: CloudflareOptions): CloudflareDns {
  const clock = options.clock ?? Date.now;
  const transport = openTransport(options);
  let failedAt: number | undefined;
  let zones: Promise<Map<string, CloudflareZone>> | undefined;
  const names = new Map<string, string>();

  const allZones = () => {
    if (failedAt !== undefined && clock() - failedAt > FAILURE_HOLDS_MS) [zones, failedAt] = [undefined, undefined];
    zones ??= listZones(transport).catch(error => {
      failedAt = clock();
      throw error;
    });
    return zones;
  };
  const records = (zoneId: string) => listRecords(transport, zoneId, names.get(zoneId) ?? `zone ${zoneId}`);

  return {
    async zone(name) {
      const known = await allZones();
      const zone = known.get(zoneName(name)) ?? (await zoneByName(transport, name));
      if (!zone) return undefined;
      known.set(zone.name, zone);
      names.set(zone.id, zone.name);
      return zone;
    },
    records,
    batch(zone, batch) {
      names.set(zone.id, zone.name);
      return sendBatch(transport, zone, batch, () => records(zone.id));
    },
    get calls() {
      return transport.calls;
    },
  };
}

/** Calls alone, for what `CloudflareDns` has no words for. Throws as `createCloudflare` does. */
export function openTransport(options: CloudflareOptions): Transport {
  return createTransport({
    token: checkToken(options.token, options.variable),
    baseUrl: checkBaseUrl(options.baseUrl),
    budget: options.budget,
    timeout: options.timeout ?? 60_000,
    signal: options.signal,
    onWait: options.onWait ?? (() => {}),
    clock: options.clock ?? Date.now,
    sleep: options.sleep ?? ((milliseconds, signal) => sleepFor(milliseconds, undefined, { signal })),
    random: options.random ?? Math.random,
  });
}

/** The address of the API, or `bad-setting`. */
export function checkBaseUrl(given: string | undefined): string {
  const text = given || PUBLIC_API;
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  throw new MailyardError('bad-setting', `CLOUDFLARE_BASE_URL is "${text}", which is no web address.`, {
    fix: `Leave it out, or write it like ${PUBLIC_API}.`,
  });
}

async function listRecords(transport: Transport, zoneId: string, zone: string): Promise<LiveRecord[]> {
  const page = (number: number) =>
    transport.call(
      `to list the records of ${zone}`,
      client => client.dns.records.list({ zone_id: zoneId, page: number, per_page: RECORDS_PER_PAGE }),
      true,
    );
  const found = (await allPages(page, RECORDS_PER_PAGE)).map(toLive);
  // Pages shift when someone writes between them: a record may then be seen twice.
  return [...new Map(found.map(record => [record.id, record])).values()];
}
