/** Which receiver a name means: its template's, or the domain of a recipient. */
import { MailyardError } from '../../error.ts';
import { nearest } from '../../inventory/nearest.ts';
import type { Receiver } from '../../inventory/receiver.ts';
import type { Templates } from '../../inventory/template.ts';
import { receiversOf } from '../../runtime/events/receivers.ts';

export type ReceiverNamed = (name: string) => Receiver;

/** A recipient's domain that no template names is `other`'s: its mail hosts would tell, and nobody asks the DNS here. Throws `unknown-receiver`. */
export function receiverNaming(templates: Templates): ReceiverNamed {
  const { receivers } = templates;
  const receiverOf = receiversOf(templates);
  return name => {
    const wanted = name.trim().toLowerCase().replace(/^.*@/, '');
    const known = receivers.get(wanted.includes('.') ? receiverOf({ domain: wanted }) : wanted);
    if (known) return known;
    const names = [...receivers.keys()].sort();
    const meant = nearest(wanted, names);
    throw new MailyardError('unknown-receiver', `There is no receiver ${name}.`, {
      fix: `${meant ? `Did you mean ${meant}? ` : ''}There are ${names.join(', ')}; a recipient's domain will do as well.`,
    });
  };
}
