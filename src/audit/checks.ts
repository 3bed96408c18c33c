/** All checks of a run. */
import type { Query } from '../dns/client.ts';
import type { Server } from '../dns/server.ts';
import { bimiWith } from './bimi.ts';
import { caa } from './caa.ts';
import { dane } from './dane.ts';
import { delegation } from './delegation.ts';
import { dkimWith } from './dkim.ts';
import { dmarc } from './dmarc.ts';
import { dnssecWith } from './dnssec.ts';
import { type HttpsGet, httpsGet } from './https-get.ts';
import { mtaStsWith } from './mta-sts.ts';
import { mx } from './mx.ts';
import { parentWith } from './parent.ts';
import { policyFetch } from './policy-fetch.ts';
import { resolversWith } from './resolvers.ts';
import { returnPath } from './return-path.ts';
import { reverse } from './reverse.ts';
import { soa } from './soa.ts';
import { spf } from './spf.ts';
import { starttlsWith } from './starttls.ts';
import type { ProbeHost } from './starttls-probe.ts';
import { strays } from './strays.ts';
import type { Check } from './subject.ts';
import { tlsRpt } from './tls-rpt.ts';

export interface CheckOptions {
  /** Whose answers are compared with the servers'. */
  compareWith?: readonly Server[];
  /** DKIM selectors to try beside the known ones. */
  selectors?: readonly string[];
  /** Fetches policies, logos and mark certificates. */
  get?: HttpsGet;
  /** Looks at the mail hosts themselves; without it nobody does. */
  probeHost?: ProbeHost;
  /** Milliseconds since 1970: certificates and signatures are held against it. Default: the clock. */
  now?: () => number;
}

export type NamedCheck = [name: string, check: Check];

/** In the order of the report. */
export function checksWith(
  { compareWith = [], selectors = [], get = httpsGet(), probeHost, now = Date.now }: CheckOptions,
  query: Query,
  resolver: Server,
): NamedCheck[] {
  return [
    ['delegation', delegation],
    ['parent', parentWith(query, resolver)],
    ['soa', soa],
    ['mx', mx],
    ['reverse', reverse],
    ['spf', spf],
    ['dkim', dkimWith(selectors)],
    ['dmarc', dmarc],
    ['return-path', returnPath],
    ['mta-sts', mtaStsWith(policyFetch(get))],
    ['tls-rpt', tlsRpt],
    ['bimi', bimiWith(get, now)],
    ['strays', strays],
    ['caa', caa],
    ['dnssec', dnssecWith(now)],
    ['dane', dane],
    ['starttls', starttlsWith(probeHost, now)],
    ['resolvers', resolversWith(compareWith, query)],
  ];
}
