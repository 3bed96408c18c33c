/** One of the two revisions, with what the estate was compiled from. */
import type { Estate } from '../estate/estate.ts';
import type { Templates } from '../inventory/template.ts';

export interface Side {
  estate: Estate;
  templates: Templates;
}
