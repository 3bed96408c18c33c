/** What a run of the job has to say. Pure. */
import { counted } from '../../cli/words.ts';
import type { JobReport } from '../job.ts';
import type { Advanced } from './advance.ts';
import { alertsOf } from './alerts.ts';
import type { DomainResult } from './job.ts';
import type { Step } from './next-step.ts';
import { subjectOf } from './ring.ts';

export function reportOf(results: readonly DomainResult[]): JobReport {
  const rings = results.flatMap(each => each.rings);
  const providers = results.flatMap(each => each.providers);
  const asked = (outcome: string) =>
    providers.flatMap(({ passed }) => (passed?.outcome === outcome ? passed.decision : []));
  const done = [...rings.flatMap(each => each.done), ...asked('done').map(({ steps }) => steps.at(-1)?.detail ?? '')];
  const ended = (...outcomes: string[]) => rings.filter(({ stopped }) => stopped && outcomes.includes(stopped.outcome));
  const [observed, pending, refused] = [ended('observed'), ended('pending'), ended('refused')];
  const stuck = ended('failed', 'unproved');
  const alerts = rings.flatMap(({ ring, sight }) => alertsOf(ring, sight).flatMap(({ alert }) => alert ?? []));
  const failures = [
    ...results.flatMap(each => each.failures),
    ...asked('failed').map(({ subject, steps }) => `${subject}: ${steps.at(-1)?.detail}`),
    ...stuck.map(({ ring, stopped }) => `${subjectOf(ring)}: ${stopped?.reason}`),
  ];
  const counts = [
    counted(results.filter(each => each.rings.length > 0).length, 'domain'),
    `${counted(done.length, 'step')} done`,
    ...(observed.length > 0 ? [`${observed.length} only observed`] : []),
    ...(pending.length > 0 ? [`${pending.length} waiting for a yes`] : []),
    ...(failures.length > 0 ? [`${failures.length} failed`] : []),
  ];
  return {
    summary: `DKIM: ${counts.join(', ')}.`,
    detail: [
      ...done.map(sentence => `- ${sentence}`),
      ...[...observed, ...pending, ...refused].map(each => `- ${subjectOf(each.ring)}: ${waitingWords(each)}`),
      ...asked('pending').map(({ id, why }) => `- ${why}; \`mailyard decisions approve ${id}\` lets it begin`),
      ...alerts.map(({ title, detail }) => `- **${title}** ${detail}`),
      ...failures.map(failure => `- failed: ${failure}`),
    ],
    document: {
      domains: results.map(({ domain, rings: own, providers: others, failures: failed }) => ({
        ...{ domain, failures: failed },
        rings: own.map(ringDocument),
        providers: others.map(({ signer, step, passed }) => ({
          signer,
          next: step,
          ...(passed && { outcome: passed.outcome }),
        })),
      })),
    },
    findings: alerts.length + pending.length + asked('pending').length,
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
