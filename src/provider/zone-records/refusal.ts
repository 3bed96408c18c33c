/** Why a zone was not written, in words: both values, and the way out. */
import { ownerOf } from '../../records/owner.ts';
import type { ZoneRecord } from '../../records/record.ts';
import { recordText } from '../../records/text.ts';
import { RecordsRefused } from '../provider.ts';
import type { Refusal } from './reconcile.ts';

/** One error for the whole zone, naming each record in the way. Its code is that of the first. */
export function refusalError(zone: string, refusals: Refusal[]): RecordsRefused {
  const records = refusals.map(refusal => ({ key: refusal.key, message: sentence(refusal) }));
  const ways = new Set(refusals.map(refusal => wayOut(refusal)));
  const [first] = refusals as [Refusal, ...Refusal[]];
  const lines = [`${zone} was not written.`, ...records.map(({ message }) => message)];
  return new RecordsRefused(code(first), lines.join('\n  '), {
    records,
    fix: [...ways].join(' '),
  });
}

const code = ({ kind }: Refusal): string =>
  ({
    foreign: 'slot-taken',
    surplus: 'slot-taken',
    'read-only': 'slot-read-only',
    'changed-by-hand': 'changed-by-hand',
  })[kind];

function sentence({ kind, key, live, known, wanted }: Refusal): string {
  const there = live ? recordText(live) : 'no record';
  if (kind === 'read-only')
    return `${key}: ${there} belongs to another Cloudflare product (Email Routing) and cannot be replaced.`;
  if (kind === 'foreign' || kind === 'surplus')
    return `${key}: ${there} stands there already, and ${whose(live)}; Mailyard wants ${wanted && recordText(wanted)}.`;
  const aim = wanted ? `would be changed to ${recordText(wanted)}` : 'would be removed';
  return `${key}: was changed by hand, or by a run that was cut off. The zone has ${there}; the state has ${known && recordText(known)}; it ${aim}.`;
}

type Live = (ZoneRecord & { comment?: string }) | undefined;

const projectOf = (live: Live): string | undefined => ownerOf(live?.comment ?? '')?.project;

function whose(live: Live): string {
  const project = projectOf(live);
  return project ? `the Mailyard project "${project}" owns it` : 'Mailyard did not make it';
}

function wayOut({ kind, live }: Refusal): string {
  if (kind === 'read-only') return 'Switch Email Routing off for this zone in Cloudflare first.';
  if (kind === 'surplus')
    return 'Remove it by hand: `adopt` takes over one record of the same type for each that Mailyard wants.';
  if (kind === 'foreign' && projectOf(live))
    return 'Take it out of that project first: `adopt` does not reach into it.';
  if (kind === 'foreign') return 'Remove it by hand, or write `adopt: true` for this domain to take it over.';
  return 'Look with `mailyard drift`; `mailyard up --refresh` takes the zone as it is into the state and then puts it right.';
}
