/** `mailyard explain WHAT`: why a domain, a mailbox or a record is as it is. No network but that to a ledger at DATABASE_URL. */
import { MailyardError } from '../../error.ts';
import { compileDomains } from '../../estate/compile.ts';
import { explain as explainWhat } from '../../explain/explain.ts';
import { hasErrors } from '../../inventory/finding.ts';
import { loadEstate } from '../../load-estate.ts';
import { gatherState } from '../../plan/gather.ts';
import { readState } from '../../state/read.ts';
import { type Context, findSite } from '../context.ts';
import { printJson } from '../json.ts';
import { knownDocument, knownOf } from './explain-ledger.ts';
import { printExplanation, printKnown } from './explain-text.ts';

export async function explain(context: Context, { all }: Record<string, unknown>, what: string[]): Promise<number> {
  const { sources, terminal, options } = context;
  const { estate, templates, files, places, findings } = loadEstate(sources);
  if (!estate) {
    throw new MailyardError('inventory', 'The inventories say too little to explain anything.', {
      fix: 'Mend them; `mailyard check` shows every finding.',
    });
  }
  const { whole } = compileDomains(estate.inventory, templates, sources.today);
  const { backend, project } = await findSite(context);
  const state = gatherState(await readState(backend, project));
  const around = { estate, whole, places, files };
  const explanation = explainWhat(what.join(' '), findings, state, around, { all: all === true });
  const known = await knownOf(context, explanation, estate);
  if (options.json) printJson({ ...explanation, ...(known && knownDocument(known)) });
  else {
    printExplanation(explanation, terminal);
    if (known) printKnown(known, list => templates.blocklists.get(list)?.title ?? list, terminal);
  }
  if (hasErrors(findings)) {
    terminal.note('The inventories have errors: what is wrong was left out here. `mailyard check` shows it.');
  }
  return 0;
}
