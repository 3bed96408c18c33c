/** A step before anybody has looked: what has to be seen for it to be done. */

import type { Sight as ProviderSight } from '../mail/provider-step.ts';
import type { RecordType } from '../records/record.ts';
import type { ManualStep } from './step.ts';

export interface Task extends Omit<ManualStep, 'state' | 'seen'> {
  /** The template of the provider that it is about. */
  provider: string;
  after: Sight[];
  done: Sight[];
  /** The inventory says that it is done. */
  said?: boolean;
}

export type Sight = ProviderSight | { sees: 'record'; name: string; type: RecordType; content: string };
