/** The two revisions that are compared. */
import type { Estate } from '../estate/estate.ts';
import type { Templates } from '../inventory/template.ts';
import type { Loaded } from '../load-estate.ts';

/** As it was read. */
export type Revision = Pick<Loaded, 'estate' | 'templates' | 'findings'>;

/** One of which all is known. */
export interface Side {
  estate: Estate;
  templates: Templates;
}
