/** The state as JSON, so that a sandbox can be left and taken up again. */

import type { Registration } from '../registry.ts';
import { addToken, type Cloud, keepZone } from './cloud.ts';
import {
  ACCOUNT,
  SANDBOX_TOKEN,
  type TwinRecord,
  type TwinScript,
  type TwinToken,
  type TwinWorkerDomain,
  type TwinZone,
} from './model.ts';
import { recordStore } from './store.ts';
import { scriptKey } from './workers.ts';

export interface Snapshot {
  version: 1;
  ids: number;
  tokens: TwinToken[];
  registrations?: [domain: string, entry: Required<Registration>][];
  zones: (Omit<TwinZone, 'records'> & { records: TwinRecord[] })[];
  /** Absent in files from before 2026-11-25. */
  scripts?: TwinScript[];
  workerDomains?: TwinWorkerDomain[];
}

/** Calls, rate windows and faults are not part of it. */
export function snapshotOf(cloud: Cloud): Snapshot {
  return {
    version: 1,
    ids: cloud.ids,
    tokens: [...cloud.tokens.values()],
    registrations: [...cloud.registry.domains],
    zones: Array.from(cloud.zones.values(), zone => ({ ...zone, records: [...zone.records] })),
    scripts: [...cloud.scripts.values()],
    workerDomains: [...cloud.workerDomains.values()],
  };
}

/** Takes the place of everything that was there. */
export function restoreCloud(cloud: Cloud, snapshot: Snapshot): void {
  if (snapshot.version !== 1) throw new Error(`sandbox state of version ${snapshot.version}: this one reads version 1`);
  cloud.zones.clear();
  cloud.zonesById.clear();
  cloud.tokens.clear();
  cloud.scripts.clear();
  cloud.workerDomains.clear();
  for (const script of snapshot.scripts ?? []) cloud.scripts.set(scriptKey(script), script);
  for (const domain of snapshot.workerDomains ?? []) cloud.workerDomains.set(domain.id, domain);
  for (const token of snapshot.tokens)
    cloud.tokens.set(token.value, { ...token, account: token.account ?? ACCOUNT.id });
  if (!cloud.tokens.has(SANDBOX_TOKEN)) addToken(cloud, { name: 'sandbox', value: SANDBOX_TOKEN });
  // Snapshots from before there were accounts and settings lack them.
  const older = { account: ACCOUNT.id, settings: {} };
  for (const zone of snapshot.zones) keepZone(cloud, { ...older, ...zone, records: recordStore(zone.records) });
  for (const [domain, entry] of snapshot.registrations ?? []) cloud.registry.register(domain, entry);
  cloud.ids = snapshot.ids;
}
