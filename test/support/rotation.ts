/** A world in which keys rotate: Cloudflare's twin, servers that speak for its zones, signers, a ledger, and a clock. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCloudflare } from '../../src/cloudflare/client.ts';
import { query } from '../../src/dns/client.ts';
import type { Server } from '../../src/dns/server.ts';
import type { Estate, EstateDomain } from '../../src/estate/estate.ts';
import { openLedger } from '../../src/ledger/open.ts';
import type { Budget } from '../../src/rate/budget.ts';
import type { Algorithm, Signer } from '../../src/runtime/dkim/signer.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { type SandboxClock, sandboxClock } from '../../src/sandbox/clock.ts';
import { type CloudflareTwin, startCloudflareTwin } from '../../src/sandbox/cloudflare/twin.ts';
import { type DnsTwin, startDnsTwin } from '../../src/sandbox/dns/twin.ts';
import { generateKey, openKeys } from '../../src/secrets/seal.ts';
import { aDomain, anEstate, type DomainParts, type InventoryParts } from './estate.ts';
import { type KeyFolder, keyFolder } from './key-folder.ts';
import { aRuntime, NOON, type RuntimeParts } from './runtime.ts';

export interface Rotation {
  cloudflare: CloudflareTwin;
  dns: DnsTwin[];
  servers: Server[];
  clock: SandboxClock;
  folder: KeyFolder;
  /** MAILYARD_KEY */
  key: string;
  estate: Estate;
  /** Of one process: its own client, and the ledger that all share. */
  runtime(parts?: RuntimeParts): Promise<Runtime>;
  close(): Promise<void>;
}

export interface RotationOptions {
  domains?: DomainParts[];
  algorithms?: readonly Algorithm[];
  /** Default: the key folder. */
  signer?: (folder: KeyFolder) => Signer;
  /** The estate beside its domains. */
  inventory?: InventoryParts;
  /** Servers beside the first one. */
  more?: (cloudflare: CloudflareTwin, clock: SandboxClock) => Promise<DnsTwin>[];
}

const enforce = { dkim: 'enforce', warmup: 'observe', blocklists: 'observe', health: 'observe' } as const;

export async function aRotation(options: RotationOptions = {}): Promise<Rotation> {
  const { domains = [{}], algorithms = ['rsa-2048'], more = () => [] } = options;
  const clock = sandboxClock(NOON);
  const home = mkdtempSync(join(tmpdir(), 'mailyard-dkim-'));
  const estate = anEstate(
    domains.map(parts => aDomain({ modes: enforce, ...parts })),
    options.inventory,
  );
  const zones = [...new Set(estate.domains.map(({ zone }) => zone))];
  const cloudflare = await startCloudflareTwin({ clock, zones, rate: { quota: 1_000_000_000, windowSeconds: 300 } });
  const first = await startDnsTwin({ source: () => cloudflare.zones });
  const dns = [first, ...(await Promise.all(more(cloudflare, clock)))];
  const servers = dns.map(({ host, port }) => ({ host, port }));
  const folder = keyFolder(join(home, 'keys'));
  const signer = options.signer?.(folder) ?? folder.signer;
  const key = generateKey();
  const keys = openKeys(key);
  const place = { file: join(home, 'ledger.db') };
  const opened: { close(): Promise<void> }[] = [];
  const signers = async ({ domain }: EstateDomain) => [{ signer, signs: domain, algorithms }];
  return {
    ...{ cloudflare, dns, servers, clock, folder, estate, key },
    async runtime(parts = {}) {
      const ledger = parts.ledger ?? (await openLedger(place));
      if (!parts.ledger) opened.push(ledger);
      const client = createCloudflare({
        ...{ token: cloudflare.token, baseUrl: cloudflare.url, budget: unlimited, clock: clock.now },
        sleep: async () => {},
      });
      const env = { MAILYARD_DNS_SERVERS: servers.map(({ host, port }) => `${host}:${port}`).join(',') };
      return aRuntime({
        ...{ clock, estate, ledger, signers, env, query, keys: () => keys, cloudflare: () => client },
        ...parts,
      });
    },
    async close() {
      for (const each of opened) await each.close();
      await Promise.all([cloudflare.close(), ...dns.map(twin => twin.close())]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const unlimited: Budget = { reserve: () => undefined, learn: () => {}, close: () => {} };
