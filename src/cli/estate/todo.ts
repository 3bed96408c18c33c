/** `mailyard todo`: what only a person can do, looked at now. Writes nothing; exit 2 while there is any. */
import { readState } from '../../state/read.ts';
import { type Context, estateOf, findSite } from '../context.ts';
import { printJson } from '../json.ts';
import { refuseUnknown } from '../selected.ts';
import { openSteps } from './todo-steps.ts';
import { printSteps, stepTotals } from './todo-text.ts';

export async function todo(context: Context): Promise<number> {
  const { options, terminal } = context;
  const { estate, templates } = estateOf(context);
  const site = await findSite(context);
  const state = await readState(site.backend, site.project);
  refuseUnknown(context, state, estate);
  const steps = await openSteps(context, { estate, templates, state });
  if (options.json) {
    const unknown = steps.filter(each => each.state === 'unknown').length;
    printJson({ summary: { open: steps.length - unknown, unknown }, steps });
  } else if (steps.length === 0) {
    terminal.print(terminal.colors.green('Nothing to do by hand.'));
  } else {
    terminal.print(terminal.colors.bold(`To do by hand: ${stepTotals(steps)}.`));
    if (!options.quiet) printSteps(steps, terminal);
  }
  return steps.length > 0 ? 2 : 0;
}
