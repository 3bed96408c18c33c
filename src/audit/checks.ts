/** All checks of a run. */
import type { Query } from '../dns/client.ts';
import type { Server } from '../dns/server.ts';
import { bimi } from './bimi.ts';
import { caa } from './caa.ts';
import { dane } from './dane.ts';
import { delegation } from './delegation.ts';
import { dkimWith } from './dkim.ts';
import { dmarc } from './dmarc.ts';
import { dnssec } from './dnssec.ts';
import { mtaStsWith } from './mta-sts.ts';
import { mx } from './mx.ts';
import { type FetchPolicy, policyFetch } from './policy-fetch.ts';
import { resolversWith } from './resolvers.ts';
import { returnPath } from './return-path.ts';
import { spf } from './spf.ts';
import type { Check } from './subject.ts';
import { tlsRpt } from './tls-rpt.ts';

export interface CheckOptions {
  /** Whose answers are compared with the servers'. */
  compareWith?: readonly Server[];
  /** DKIM selectors to try beside the known ones. */
  selectors?: readonly string[];
  fetchPolicy?: FetchPolicy;
}

export type NamedCheck = [name: string, check: Check];

/** In the order of the report. */
export function checksWith(
  { compareWith = [], selectors = [], fetchPolicy = policyFetch() }: CheckOptions,
  query: Query,
): NamedCheck[] {
  return [
    ['delegation', delegation],
    ['mx', mx],
    ['spf', spf],
    ['dkim', dkimWith(selectors)],
    ['dmarc', dmarc],
    ['return-path', returnPath],
    ['mta-sts', mtaStsWith(fetchPolicy)],
    ['tls-rpt', tlsRpt],
    ['bimi', bimi],
    ['caa', caa],
    ['dnssec', dnssec],
    ['dane', dane],
    ['resolvers', resolversWith(compareWith, query)],
  ];
}
