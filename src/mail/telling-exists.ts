/** Providers that refuse what is there already in the same words as what is wrong: only looking tells which it is. */
import { isFailure, ProviderFailure } from './failure.ts';

/** What `making` gives; where it is refused and `look` finds something, throws `exists`. `what`: `alex@acme.example`. */
export async function tellingExists<T>(
  making: Promise<T>,
  title: string,
  what: string,
  look: () => Promise<unknown>,
): Promise<T> {
  try {
    return await making;
  } catch (error) {
    if (!isFailure(error, 'refused') || !(await look())) throw error;
    throw new ProviderFailure('exists', `${title} already has ${what}.`, { cause: error });
  }
}
