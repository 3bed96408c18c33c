/** `mailyard dkim status`: every key with its phase, and what comes next and when. Asks servers and signers; writes nothing. */
import { holdsNow } from '../../ledger/holds.ts';
import { lookAtRings } from '../../runtime/dkim/look.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { withRuntime } from '../open-runtime.ts';
import { lookDocument, printLook } from './dkim-text.ts';

/** Exit 1: of some nobody could tell. */
export async function status(context: Context): Promise<number> {
  return withRuntime(context, async runtime => {
    const look = await lookAtRings(runtime);
    const chosen = new Set(runtime.estate.domains.filter(runtime.selects).map(({ domain }) => domain));
    const holds = (await holdsNow(runtime.ledger, runtime.now())).filter(
      ({ cause, name }) => cause === 'dkim' && chosen.has(name),
    );
    if (context.options.json) printJson(lookDocument(look, holds));
    else printLook(look, holds, context.terminal, context.options.quiet);
    return look.failures.length > 0 ? 1 : 0;
  });
}
