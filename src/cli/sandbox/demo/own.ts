/** The two domains of pool A that warm up in the scenes of the runtime. */
import { join } from 'node:path';

/** On servers of its own, where OpenDKIM signs. */
export const OWN = 'acme-letters.example';
/** It has no mailboxes: any name will do. */
export const WRITER = `alex@${OWN}`;
/** With mailboxes at Google. */
export const OTHER = 'acme-reach.example';

/** What OpenDKIM reads there. */
export const signerFolder = (stage: string): string => join(stage, 'opendkim');
