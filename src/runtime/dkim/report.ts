/** What a run of the job has to say. Pure. */
import type { JobReport } from '../job.ts';
import type { Advanced } from './advance.ts';
import type { DomainResult } from './job.ts';
import { alertsOf, type Step } from './next-step.ts';
import { subjectOf } from './ring.ts';

export function reportOf(results: readonly DomainResult[]): JobReport {
  const rings = results.flatMap(each => each.rings);
  const done = rings.flatMap(each => each.done);
  const waiting = rings.filter(
    ({ stopped }) => stopped && ['observed', 'pending', 'refused'].includes(stopped.outcome),
  );
  const stuck = rings.filter(({ stopped }) => stopped && ['failed', 'unproved'].includes(stopped.outcome));
  const alerts = rings.flatMap(({ ring, sight }) => alertsOf(ring, sight).flatMap(({ alert }) => alert ?? []));
  const failures = [
    ...results.flatMap(each => each.failures),
    ...stuck.map(({ ring, stopped }) => `${subjectOf(ring)}: ${stopped?.reason}`),
  ];
  const counts = [
    `${results.filter(each => each.rings.length > 0).length} domains`,
    `${rings.length} rings of keys`,
    `${done.length} steps done`,
    ...(waiting.length > 0 ? [`${waiting.length} waiting for a yes`] : []),
    ...(failures.length > 0 ? [`${failures.length} failed`] : []),
  ];
  return {
    summary: `DKIM: ${counts.join(', ')}.`,
    detail: [
      ...done.map(sentence => `- ${sentence}`),
      ...waiting.map(each => `- ${subjectOf(each.ring)}: ${waitingWords(each)}`),
      ...alerts.map(({ title, detail }) => `- **${title}** ${detail}`),
      ...failures.map(failure => `- failed: ${failure}`),
    ],
    document: {
      domains: results.map(({ domain, rings: own, failures: failed }) => ({
        ...{ domain, failures: failed },
        rings: own.map(ringDocument),
      })),
    },
    findings: alerts.length + waiting.filter(({ stopped }) => stopped?.outcome === 'pending').length,
    failures,
  };
}

function waitingWords({ step, stopped }: Advanced): string {
  const why = 'why' in step ? step.why : '';
  if (stopped?.outcome === 'pending') return `${why}; \`mailyard decisions approve ${stopped.decision}\` lets it begin`;
  return stopped?.outcome === 'refused'
    ? `${why}; somebody said no to it`
    : `${why}; its mode is observe, so nothing is done`;
}

function ringDocument({ ring, step, done, stopped }: Advanced): object {
  return {
    ...{ domain: ring.domain, signer: ring.signer.name, algorithm: ring.algorithm, done },
    next: stepDocument(step),
    ...(stopped && { stopped }),
    keys: ring.keys.map(({ selector, phase }) => ({ selector, phase })),
  };
}

export function stepDocument(step: Step): object {
  if (step.do === 'wait')
    return {
      step: 'wait',
      for: step.for,
      ...(step.until !== undefined && { until: new Date(step.until).toISOString() }),
    };
  return { step: step.do, why: step.why, ...('key' in step && { selector: step.key.selector }) };
}
