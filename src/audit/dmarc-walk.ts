/** DMARC's tree walk: from a domain up to its top-level domain. RFC 9989 §4.10. */
import { foldName } from '../dns/name.ts';
import { type DmarcRecord, isDmarc, readDmarc } from './dmarc-record.ts';
import { isUnanswered, type Seen, textsOf, type View } from './view.ts';

export interface Step {
  domain: string;
  seen: Seen;
  /** Where exactly one stands: several are all discarded. */
  record?: DmarcRecord;
  several: number;
}

export interface Walk {
  steps: Step[];
  organizational: string;
  /** Whose record counts: the domain's own, else the organisational domain's, else the public suffix's. */
  policy?: Step;
  /** A step that nobody answered, on the way to the policy. */
  unanswered?: Step;
}

const MOST_LABELS = 8;

/** §4.10: one label less each time, but at most eight names. */
export function walkedNames(domain: string): string[] {
  const labels = foldName(domain).split('.');
  const above = labels.slice(labels.length < MOST_LABELS ? 1 : labels.length - MOST_LABELS + 1);
  return [labels.join('.'), ...above.map((_, at) => above.slice(at).join('.'))];
}

/** The names are asked together, as most of them share their upper part with others; what lies above a `psd` is then left out. */
export async function walkTree(domain: string, view: View): Promise<Walk> {
  const all = await Promise.all(walkedNames(domain).map(name => look(name, view)));
  const end = all.findIndex(({ record }) => record && record.psd !== 'u');
  const steps = end < 0 ? all : all.slice(0, end + 1);
  const organizational = organizationalDomain(steps);
  const first = steps.find(step => step.record && (step === steps[0] || step.domain === organizational));
  const policy = first ?? steps.find(step => step.record);
  const passed = policy ? steps.slice(0, steps.indexOf(policy)) : steps;
  return { steps, organizational, policy, unanswered: passed.find(({ seen }) => isUnanswered(seen)) };
}

async function look(domain: string, view: View): Promise<Step> {
  const seen = await view.ask(`_dmarc.${domain}`, 'TXT');
  const [text, ...more] = textsOf(seen).filter(isDmarc);
  const record = text !== undefined && more.length === 0 ? readDmarc(text, domain) : undefined;
  return { domain, seen, record, several: more.length > 0 ? more.length + 1 : 0 };
}

/** §4.10.2: `psd=n` says so itself; below a `psd=y` it is the name one label down; else the record with the fewest labels. */
function organizationalDomain(steps: Step[]): string {
  const [start] = steps as [Step];
  const own = steps.find(({ record }) => record?.psd === 'n');
  if (own) return own.domain;
  const suffix = steps.findIndex(({ record }) => record?.psd === 'y');
  if (suffix > 0) return (steps[suffix - 1] as Step).domain;
  return steps.findLast(({ record }) => record)?.domain ?? start.domain;
}
