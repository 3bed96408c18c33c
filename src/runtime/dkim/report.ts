/** What a run of the job has to say. Pure. */

import type { Decision } from '../../ledger/decisions.ts';
import { counted } from '../../words.ts';
import type { Passed } from '../gate.ts';
import type { JobReport } from '../job.ts';
import type { Advanced } from './advance.ts';
import { alertsOf } from './alerts.ts';
import type { DomainResult } from './job.ts';
import type { Step } from './next-step.ts';
import { subjectOf } from './ring.ts';

/** `told`: what a person commanded, of which the results came. */
export function reportOf(results: readonly DomainResult[], told: readonly Passed[] = []): JobReport {
  const rings = results.flatMap(each => each.rings);
  const passed = results.flatMap(({ providers }) => providers.flatMap(each => each.passed ?? []));
  const asked = (outcome: string) => passed.filter(each => each.outcome === outcome).map(({ decision }) => decision);
  const done = [
    ...told.filter(({ outcome }) => outcome === 'done').map(({ decision }) => detailOf(decision)),
    ...rings.flatMap(each => each.done),
    ...asked('done').map(detailOf),
  ];
  const ended = (...outcomes: string[]) => rings.filter(({ stopped }) => stopped && outcomes.includes(stopped.outcome));
  const [observed, pending, refused] = [ended('observed'), ended('pending'), ended('refused')];
  const stuck = ended('failed', 'unproved');
  const alerts = rings.flatMap(each =>
    alertsOf(each.ring, each.sight).flatMap(({ about, alert }) => (alert ? { each, about, ...alert } : [])),
  );
  const failures = [
    ...results.flatMap(each => each.failures),
    ...asked('failed').map(decision => `${decision.subject}: ${detailOf(decision)}`),
    ...rings.flatMap(({ ring, sight: { signs } }) =>
      'unknown' in signs
        ? `${subjectOf(ring)}: ${ring.signer.title} does not say what it signs with: ${signs.unknown}`
        : [],
    ),
    ...stuck.map(({ ring, stopped }) => `${subjectOf(ring)}: ${stopped?.reason}`),
  ];
  const counts = [
    counted(results.filter(each => each.rings.length + each.providers.length > 0).length, 'domain'),
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
      // A failure of this run is said beside all this.
      ...alerts
        .filter(({ each, about }) => about !== 'step' || !stuck.includes(each))
        .map(({ title, detail }) => `- **${title}.** ${detail}`),
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

const detailOf = ({ steps }: Decision): string => steps.at(-1)?.detail ?? '';

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
