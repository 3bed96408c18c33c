/** One run of the job in a process of its own, which is killed for good at its nth write: `MAILYARD_KILLED` says which and where. */
import { createCloudflare } from '../../../src/cloudflare/client.ts';
import { query } from '../../../src/dns/client.ts';
import { openLedger } from '../../../src/ledger/open.ts';
import { dkim } from '../../../src/runtime/dkim/job.ts';
import type { KeyTaker } from '../../../src/runtime/dkim/signer.ts';
import { sandboxClock } from '../../../src/sandbox/clock.ts';
import { openKeys } from '../../../src/secrets/seal.ts';
import { aDomain, anEstate } from '../../support/estate.ts';
import { keyFolder } from '../../support/key-folder.ts';
import { aRuntime } from '../../support/runtime.ts';

export interface KilledRun {
  ledger: string;
  cloudflare: { url: string; token: string };
  servers: string;
  folder: string;
  key: string;
  /** Epoch milliseconds. */
  now: number;
  /** From 1; each write has a before and an after. */
  killAt: number;
  /** It gives no message and has a gap: keys are proved by one that is submitted at this port of 127.0.0.1. */
  submission?: number;
}

const { killAt, ...run } = JSON.parse(process.env.MAILYARD_KILLED ?? '{}') as KilledRun;
let crossed = 0;
const cross = () => {
  crossed += 1;
  if (crossed === killAt) process.kill(process.pid, 'SIGKILL');
};
const around = async <T>(work: () => Promise<T>): Promise<T> => {
  cross();
  const result = await work();
  cross();
  return result;
};

const ledger = await openLedger({ file: run.ledger });
const writes = ledger.db.withPlugin({
  transformQuery({ node }) {
    if (node.kind !== 'SelectQueryNode') cross();
    return node;
  },
  async transformResult({ result }) {
    return result;
  },
});
const client = createCloudflare({
  ...{ token: run.cloudflare.token, baseUrl: run.cloudflare.url },
  budget: { reserve: () => undefined, learn: () => {}, close: () => {} },
});
const { sample, ...signer } = keyFolder(run.folder).signer;
const byMail = run.submission !== undefined;
const killable: KeyTaker = {
  ...signer,
  ...(byMail ? { switch: 'gap' } : { sample }),
  use: (domain, key) => around(() => signer.use(domain, key)),
  forget: (domain, selector) => around(async () => signer.forget?.(domain, selector)),
};
const modes = { dkim: 'enforce', warmup: 'observe', blocklists: 'observe', health: 'observe' } as const;
const runtime = await aRuntime({
  ...{ clock: sandboxClock(run.now), query },
  estate: anEstate([aDomain({ modes })], { contacts: byMail ? { probe: 'dkim@probe.example' } : {} }),
  login: async () => ({
    ...{ address: 'alex@acme.example', server: { host: '127.0.0.1', port: run.submission ?? 0 } },
    login: { user: 'alex@acme.example', password: 'right' },
  }),
  ledger: { ...ledger, db: writes },
  env: { MAILYARD_DNS_SERVERS: run.servers },
  keys: () => openKeys(run.key),
  cloudflare: () => ({
    zone: name => client.zone(name),
    records: id => client.records(id),
    batch: (zone, batch) => around(() => client.batch(zone, batch)),
    get calls() {
      return client.calls;
    },
  }),
  signers: async ({ domain }) => [{ signer: killable, signs: domain, algorithms: ['ed25519'] }],
});
const { failures } = await dkim.run(runtime);
await ledger.close();
if (failures.length > 0) throw new Error(failures.join('; '));
