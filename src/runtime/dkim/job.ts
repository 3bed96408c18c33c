/** The job `dkim`: takes every ring as far as it can go, and says what each waits for. */
import PQueue from 'p-queue';
import type { EstateDomain } from '../../estate/estate.ts';
import { dkimKeys } from '../../ledger/dkim.ts';
import { end, openNotices, raise } from '../../ledger/notices.ts';
import { reasonOf } from '../../reason.ts';
import { signersOf } from '../../records/dkim/signers.ts';
import type { Job } from '../job.ts';
import type { Runtime } from '../runtime.ts';
import { type Advanced, advance } from './advance.ts';
import { advanceProvider, type ProviderAdvanced } from './advance-provider.ts';
import { alertsOf } from './alerts.ts';
import { settleHold } from './held.ts';
import { reportOf } from './report.ts';
import { ringsOf, subjectOf } from './ring.ts';
import { ringId } from './ring-now.ts';

/** They wait for DNS and signers, not for this machine. */
const DOMAINS_AT_ONCE = 50;

export const dkim: Job = {
  name: 'dkim',
  title: 'makes, publishes and rotates DKIM keys',
  schedule: '*/15 * * * *',
  needs: ['ledger', 'key', 'cloudflare'],
  isWanted: ({ estate, templates, selects }) =>
    estate.domains.some(domain => selects(domain) && signersOf(domain, templates.providers).length > 0),
  run: async runtime => reportOf(await advanceAll(runtime)),
};

export interface DomainResult {
  domain: string;
  rings: Advanced[];
  /** Signers that rotate by the provider's own call. */
  providers: ProviderAdvanced[];
  /** What could not be done for it: its signer cannot be opened, the ledger fails. */
  failures: string[];
}

/** `told`: a person commands it. */
export async function advanceAll(runtime: Runtime, told = false): Promise<DomainResult[]> {
  const queue = new PQueue({ concurrency: DOMAINS_AT_ONCE });
  const domains = runtime.estate.domains.filter(domain => runtime.selects(domain));
  return Promise.all(domains.map(domain => queue.add(() => advanceDomain(runtime, domain, told))));
}

/** Never rejects: one domain does not stop the others. */
export async function advanceDomain(runtime: Runtime, domain: EstateDomain, told = false): Promise<DomainResult> {
  const failures: string[] = [];
  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      failures.push(`${domain.domain}: ${reasonOf(error)}`);
      return undefined;
    }
  };
  const signings = (await attempt(() => runtime.signers(domain))) ?? [];
  if (signings.length === 0) return { domain: domain.domain, rings: [], providers: [], failures };
  const signs = [...new Set(signings.map(each => each.signs))];
  const keys = (await attempt(() => dkimKeys(runtime.ledger, { domains: signs }))) ?? [];
  const advanced = await Promise.all(
    ringsOf(domain, signings, keys).map(ring => attempt(() => advance(runtime, ringId(ring), told))),
  );
  const rings = advanced.filter(each => each !== undefined);
  await attempt(() => settleHold(runtime, domain, signs));
  await attempt(() => settleNotices(runtime, domain, rings));
  const rotating = await Promise.all(
    signings.map(({ signer, signs: name }) =>
      signer.kind === 'rotates' ? attempt(() => advanceProvider(runtime, domain, signer, name, told)) : undefined,
    ),
  );
  const providers = rotating.filter(each => each !== undefined);
  return { domain: domain.domain, rings, providers, failures };
}

/** Raised when it begins, ended when it is over; what nobody could tell stays as it was. */
async function settleNotices({ ledger, now }: Runtime, { domain, segment }: EstateDomain, rings: Advanced[]) {
  const open = new Set((await openNotices(ledger)).map(({ key }) => key));
  for (const { ring, sight } of rings)
    for (const { about, alert } of alertsOf(ring, sight)) {
      const key = `dkim/${subjectOf(ring)}/${about}`;
      if (alert) await raise(ledger, { key, segment, domain, ...alert }, now());
      else if (open.has(key)) await end(ledger, key, now());
    }
}
