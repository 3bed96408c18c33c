/** What an answer of a blocklist says of a target: listed, clean, or nothing that can be relied on. Pure. */
import type { DnsStatus } from '../../dns/answer.ts';
import type { Blocklist, Weight } from '../../inventory/blocklist.ts';
import { gravest, type Meaning, meaningsOf } from './codes.ts';

/** The answer to one question, without the name that was asked: a key may stand in it. */
export interface ListAnswer {
  status: DnsStatus;
  /** The addresses of an A answer, or the texts of a TXT answer. */
  values: string[];
  /** Why, where the status alone does not say it. */
  detail?: string;
}

export type Verdict = 'listed' | 'clean' | 'unknown';

export interface Reading {
  verdict: Verdict;
  /** The answers as they came. */
  codes: string[];
  /** What the codes mean, in words. */
  meanings: string[];
  weight: Weight;
  /** What was seen, in a phrase. */
  evidence: string;
  /** What is wrong with the list, or on the way to it, where the answer shows that. */
  fault?: 'refuses' | 'foreign' | 'silent';
}

/**
 * Believes an answer only as far as the list's template explains it. NXDOMAIN and NODATA mean "not listed" (RFC 5782 §2.1), and
 * nothing else does: a time-out, SERVFAIL or REFUSED is no knowledge. One error code spoils the answer, whatever stands beside it.
 */
export function readAnswer(list: Blocklist, answer: ListAnswer): Reading {
  if (answer.status === 'nxdomain' || answer.status === 'nodata') return reading('clean', [], answer.status);
  if (answer.status !== 'answer') {
    const evidence = answer.detail ? `${answer.status}: ${answer.detail}` : answer.status;
    return { ...reading('unknown', [], evidence), fault: answer.status === 'refused' ? 'refuses' : 'silent' };
  }
  const codes = answer.values.toSorted();
  const meanings = codes.flatMap(code => meaningsOf(list, code).map(meaning => ({ code, meaning })));
  const first = (kind: Meaning['kind']) => meanings.find(({ meaning }) => meaning.kind === kind);
  const foreign = first('foreign');
  if (foreign) return { ...reading('unknown', codes, `${foreign.code} is no answer of a blocklist`), fault: 'foreign' };
  const error = first('error');
  if (error?.meaning.kind === 'error')
    return { ...reading('unknown', codes, `${error.code}: ${error.meaning.says}`), fault: 'refuses' };
  return ofMeanings(
    codes,
    meanings.map(({ meaning }) => meaning),
  );
}

function ofMeanings(codes: string[], meanings: Meaning[]): Reading {
  const known = meanings.filter(meaning => meaning.kind === 'listed');
  const listing = known.filter(({ weight }) => weight !== 'none');
  const means = (all: typeof known) => all.map(({ means }) => means);
  const evidence = (all: typeof known) => `${codes.join(', ')}: ${means(all).join('; ')}`;
  if (listing.length > 0) {
    const weight = gravest(listing.map(({ weight }) => weight));
    return { ...reading('listed', codes, evidence(listing)), meanings: means(listing), weight };
  }
  // An answer that the template does not explain may be a new kind of listing, or a new way to refuse.
  if (known.length < meanings.length || known.length === 0)
    return reading('unknown', codes, `${codes.join(', ') || 'no address'}, which its template does not explain`);
  return { ...reading('clean', codes, evidence(known)), meanings: means(known) };
}

const reading = (verdict: Verdict, codes: string[], evidence: string): Reading => ({
  ...{ verdict, codes, evidence },
  ...{ meanings: [], weight: 'none' },
});
