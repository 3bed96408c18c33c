/** `mailyard events`: what was sent of each domain and what became of it. No network. */
import { MailyardError } from '../../error.ts';
import { countsByDomain, eventSources } from '../../ledger/event-counts.ts';
import { bounceRate, complaintRate, noCounts } from '../../ledger/events/counts.ts';
import { openNotices } from '../../ledger/notices.ts';
import { isEventNotice, lastDays } from '../../runtime/events/watch.ts';
import type { Context } from '../context.ts';
import { iso, printJson } from '../json.ts';
import { withRuntime } from '../open-runtime.ts';
import { choosesDomain } from '../selected.ts';
import { noticeDocument } from '../standing.ts';
import { type EvidenceRow, printEvidence } from './events-text.ts';

/** Exit 2 while an alert is open. */
export async function events(context: Context, options: { days?: string }): Promise<number> {
  const { selection, terminal } = context;
  const days = daysOf(options.days);
  return withRuntime(context, async ({ estate, ledger, now }) => {
    const chosen = choosesDomain(selection);
    const counts = await countsByDomain(ledger, lastDays(days, now()));
    const known = estate.domains.filter(chosen).map(({ domain, segment }) => ({ domain, segment }));
    const inEstate = new Set(estate.domains.map(({ domain }) => domain));
    const outside = counts.keys().filter(domain => !inEstate.has(domain) && chosen({ domain, segment: '' }));
    const rows: EvidenceRow[] = [...known, ...outside.map(domain => ({ domain }))].map(each => ({
      ...each,
      counts: counts.get(each.domain) ?? noCounts(),
    }));
    const shown = new Set(rows.map(({ domain }) => domain));
    const notices = (await openNotices(ledger)).filter(each => isEventNotice(each) && shown.has(each.domain as string));
    const sources = await eventSources(ledger);
    if (context.options.json) {
      const told = sources.map(({ first, last, ...source }) => ({ ...source, first: iso(first), last: iso(last) }));
      printJson({ days, domains: rows.map(documentOf), alerts: notices.map(noticeDocument), sources: told });
    } else printEvidence({ days, rows, sources, notices, now: now() }, terminal);
    return notices.length > 0 ? 2 : 0;
  });
}

/** Rates are null where they are unknown. */
const documentOf = ({ domain, segment, counts }: EvidenceRow) => ({
  ...{ domain, segment, ...counts },
  ...{ bounceRate: bounceRate(counts) ?? null, complaintRate: complaintRate(counts) ?? null },
});

function daysOf(asked = '7'): number {
  const days = /^\d{1,3}$/.test(asked) ? Number(asked) : 0;
  if (days >= 1 && days <= 400) return days;
  throw new MailyardError('usage', `--days takes a number from 1 to 400, and not "${asked}".`);
}
