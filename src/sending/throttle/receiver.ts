/** Which receiver a name means: its template's, or the domain of a recipient. */
import { MailyardError } from '../../error.ts';
import { nearest } from '../../inventory/nearest.ts';
import type { Receiver, Templates } from '../../inventory/template.ts';

/** A recipient's domain that no template names is `other`'s: its mail hosts would tell, and nobody asks the DNS here. Throws `unknown-receiver`. */
export function receiverNamed({ receivers }: Templates, name: string): Receiver | undefined {
  const wanted = name.trim().toLowerCase().replace(/^.*@/, '');
  const known = receivers.get(wanted) ?? [...receivers.values()].find(({ domains }) => domains.includes(wanted));
  if (known) return known;
  if (wanted.includes('.')) return receivers.get('other');
  const meant = nearest(wanted, [...receivers.keys()]);
  throw new MailyardError('unknown-receiver', `There is no receiver ${name}.`, {
    fix: `${meant ? `Did you mean ${meant}? ` : ''}There are ${[...receivers.keys()].sort().join(', ')}; a recipient's domain will do as well.`,
  });
}
