/** `npm run docs`: writes what is made from the code into the pages of this folder. */
import { writeFileSync } from 'node:fs';
import { generatedPages, pageOf } from './pages.ts';

for (const page of generatedPages) writeFileSync(new URL(page, import.meta.url), pageOf(page));
