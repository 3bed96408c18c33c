/**
 * `npm run schemas`: the schemas as code, in validators.js. ajv takes 0.2 s to compile them, which each command would pay
 * before its first line; loading the code takes a tenth of that. A test holds the file against the schemas.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _, Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { formats } from '../src/inventory/formats.ts';

const kinds = [
  ...['segment', 'estate', 'lock', 'faults'],
  ...['provider', 'profile', 'warmup', 'audience', 'prices', 'scale', 'receiver', 'blocklist', 'deadlist'],
  ...['event', 'throttle', 'release'],
];
/** What others refer to, and no file of its own. */
const parts = ['api'];

export const validatorsFile = join(import.meta.dirname, 'validators.js');

// ajv's modules still `require` its helpers (ajv-validator/ajv#2209, 2026-11). The formats are handed over, so that the file
// serves the sources and what is compiled from them alike.
const HEAD = `// Made by \`npm run schemas\` from the schemas of this folder: change those.
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
let problems;
export const useFormats = formats => { problems = formats; };
const checks = Object.fromEntries(${JSON.stringify(Object.keys(formats))}.map(name => [name, text => problems[name](text) === undefined]));
`;

/** The text of validators.js: a validating function for each kind of file. */
export function compiledSchemas(): string {
  // verbose: an error carries its value and schema; strictTypes off: unions are told apart by `if`, not by `oneOf`.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strictTypes: false,
    allowMatchingProperties: true,
    inlineRefs: false,
    code: { source: true, esm: true, lines: true, formats: _`checks` },
  });
  for (const name of Object.keys(formats)) ajv.addFormat(name, () => true);
  for (const kind of [...parts, ...kinds])
    ajv.addSchema(JSON.parse(readFileSync(join(import.meta.dirname, fileOf(kind)), 'utf8')));
  return HEAD + standalone.default(ajv, Object.fromEntries(kinds.map(kind => [kind, fileOf(kind)])));
}

const fileOf = (kind: string): string => `${kind}.schema.json`;

if (import.meta.main) writeFileSync(validatorsFile, compiledSchemas());
