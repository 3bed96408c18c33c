/** `mailyard cost`: what the estate costs, or what a target would. No network. */
import { sendersOf } from '../../estate/capacity/senders.ts';
import { parseTarget } from '../../estate/capacity/target.ts';
import { costOf } from '../../estate/cost/cost.ts';
import { targetCosts } from '../../estate/cost/target-cost.ts';
import { type Context, estateOf } from '../context.ts';
import { printJson } from '../json.ts';
import { choosesDomain, refuseUnknown } from '../selected.ts';
import { printCost, printTargetCost } from './cost-text.ts';

export interface CostOptions {
  target?: string;
}

/** In JSON sums are whole cents, prices whole units of their currency. */
export async function cost(context: Context, { target }: CostOptions): Promise<number> {
  const wanted = target === undefined ? undefined : parseTarget(target);
  const { estate, templates } = estateOf(context);
  refuseUnknown(context, { stacks: [] }, estate);
  const { options, selection, sources, terminal } = context;
  const { today } = sources;
  const chosen = choosesDomain(selection);
  if (wanted) {
    const senders = sendersOf(estate, templates, today).filter(({ domain }) => chosen(domain));
    const costs = targetCosts(wanted, senders, templates);
    if (options.json) printJson({ target: wanted, costs });
    else printTargetCost(wanted, costs, terminal, today);
    return 0;
  }
  const cost = costOf(estate, templates, today, chosen);
  if (options.json) printJson(cost);
  else printCost(cost, terminal, today);
  return 0;
}
