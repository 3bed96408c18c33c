/** Whether all servers of a zone say the same. RFC 1034 §4.3.5. */
import type { DnsAnswer } from '../dns/answer.ts';
import { formatServer } from '../dns/server.ts';
import type { Check } from './subject.ts';
import { type Finding, fail, pass, unknown, warn } from './verdict.ts';
import { type Compared, isAbsent, isBelow, isUnanswered, leadsOn, saidBy, type View } from './view.ts';

/** Addresses differ from server to server by design, where they stand for the nearest machine. */
const byDesign = new Set(['A', 'AAAA', 'SOA']);

/** It compares what the other checks asked, so it comes last. */
export const agreement: Check = async ({ domain, zone }, view) => {
  const servers = view.serversOf(zone).length;
  if (servers < 2) return [];
  await view.ask(zone, 'SOA');
  const asked = view.compared(zone).filter(({ name }) => isBelow(name, domain) || name === zone);
  const findings = [...differences(asked), ...silence(asked), ...serials(zone, view)];
  return findings.length > 0
    ? findings
    : [pass('servers-agree', `All ${servers} servers say the same to ${asked.length} questions.`)];
};

function differences(asked: Compared[]): Finding[] {
  return asked
    .filter(({ type }) => !byDesign.has(type))
    .flatMap(({ name, type, answers }) => {
      const said = Map.groupBy(
        answers.filter(answer => !isOpen(answer)),
        comparable,
      );
      if (said.size < 2) return [];
      const fix = 'Wait until the change has reached all servers; if it stays so, the transfer between them is broken.';
      return [fail('servers-differ', `The servers disagree on ${type} ${name}.`, { evidence: byServer(answers), fix })];
    });
}

/** One finding a server: it may have been silent to every question. */
function silence(asked: Compared[]): Finding[] {
  const open = asked.flatMap(({ answers }) => answers.filter(isOpen));
  const byName = Map.groupBy(open, ({ server }) => formatServer(server));
  return [...byName].map(([server, answers]) => {
    const how = [...new Set(answers.map(saidBy))].sort().join('; ');
    return unknown('server-unanswered', `${server} left ${answers.length} of ${asked.length} questions open.`, {
      evidence: `${server}: ${how}`,
    });
  });
}

/** A serial that lags behind is a change on its way; some companies count one for each server. */
function serials(zone: string, view: View): Finding[] {
  const answers = view.compared(zone).find(({ name, type }) => name === zone && type === 'SOA')?.answers ?? [];
  const serial = (answer: DnsAnswer) => answer.records[0]?.content.split(' ')[2];
  const known = new Set(answers.map(serial).filter(each => each !== undefined));
  if (known.size < 2) return [];
  const evidence = answers
    .map(answer => `${formatServer(answer.server)}: ${serial(answer) ?? saidBy(answer)}`)
    .join('; ');
  return [
    warn('serials-differ', `The servers of ${zone} have different serials: ${[...known].sort().join(', ')}.`, {
      evidence,
    }),
  ];
}

/** Where a server sends the question on, it has said what it knows. */
const isOpen = (answer: DnsAnswer): boolean => isUnanswered(answer) && !leadsOn(answer);

function comparable(answer: DnsAnswer): string {
  return isAbsent(answer) ? '' : saidBy(answer);
}

const byServer = (answers: DnsAnswer[]): string =>
  answers.map(answer => `${formatServer(answer.server)}: ${saidBy(answer)}`).join('; ');
