/** The explanation that a domain's owner gives for a fail. RFC 7208 §6.2. */
import { isDnsName, targetName } from './domain-spec.ts';
import { SpfError } from './limits.ts';
import { expandMacros, type MacroString, parseMacros } from './macro.ts';
import { type Scope, valuesFor } from './scope.ts';
import { SpfSyntaxError } from './syntax-error.ts';

type Place = Pick<Scope, 'message' | 'domain' | 'limits'>;

/** Undefined where there is none, or anything is wrong with it: no lookup here counts, and no error changes the result. */
export async function explain(exp: MacroString, place: Place): Promise<string | undefined> {
  try {
    const { ask } = place.limits;
    const target = targetName(exp, await valuesFor(exp, place, ask));
    if (!isDnsName(target)) return undefined;
    const [text, ...more] = await ask(target, 'TXT');
    if (!text || more.length > 0) return undefined;
    const pieces = parseMacros(text, { allLetters: true, spaces: true });
    const explanation = expandMacros(pieces, await valuesFor(pieces, place, ask));
    // §6.2: US-ASCII, as it goes into an SMTP answer; a macro may bring in what is not.
    return /^[\x20-\x7e]*$/.test(explanation) ? explanation : undefined;
  } catch (error) {
    if (error instanceof SpfError || error instanceof SpfSyntaxError) return undefined;
    throw error;
  }
}
