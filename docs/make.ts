/** Writes the pages that are made from the code: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { rulesDocument } from '../src/estate/rules/document.ts';
import { catalogue } from '../src/estate/rules/index.ts';

writeFileSync(new URL('rules.md', import.meta.url), rulesDocument(catalogue));
