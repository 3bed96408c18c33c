/** `mailyard capacity`: what can be sent, or what a target needs. No network. */
import { capacityOf } from '../../estate/capacity/capacity.ts';
import { type Need, needsOf } from '../../estate/capacity/need.ts';
import { type Plant, plantOf } from '../../estate/capacity/plant.ts';
import { sendersOf } from '../../estate/capacity/senders.ts';
import { parseTarget, type Target } from '../../estate/capacity/target.ts';
import { type Context, estateOf } from '../context.ts';
import { printJson } from '../json.ts';
import { choosesDomain, refuseUnknown } from '../selected.ts';
import { printCapacity } from './capacity-text.ts';
import { printTarget } from './target-text.ts';

export interface CapacityOptions {
  days?: boolean;
  target?: string;
}

export async function capacity(context: Context, { days, target }: CapacityOptions): Promise<number> {
  const wanted = target === undefined ? undefined : parseTarget(target);
  const { estate, templates } = estateOf(context);
  refuseUnknown(context, { stacks: [] }, estate);
  const { options, selection, sources, terminal } = context;
  const chosen = choosesDomain(selection);
  if (wanted) {
    const senders = sendersOf(estate, templates, sources.today).filter(({ domain }) => chosen(domain));
    const needs = needsOf(wanted, senders);
    const warmup = senders.find(({ schedules }) => schedules.ip)?.schedules.ip;
    const plants = [...templates.scales.values()].map(scale => plantOf(wanted, scale, warmup));
    if (options.json) printJson(targetDocument(wanted, needs, plants));
    else printTarget(wanted, needs, plants, terminal);
    return 0;
  }
  const capacity = capacityOf(estate, templates, sources.today, { chosen });
  if (options.json) printJson(capacity);
  else printCapacity(capacity, terminal, { days: days === true });
  return 0;
}

/** Figures are exact; `ips` before anything is rounded up. */
function targetDocument(target: Target, needs: Need[], plants: Plant[]): object {
  return { target, needs, plants: plants.map(({ scale, ...plant }) => ({ scale: scale.name, ...plant })) };
}
