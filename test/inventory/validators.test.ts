import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compiledSchemas, validatorsFile } from '../../schema/compile.ts';

test('the compiled schemas are those of the folder: else run `npm run schemas`', () => {
  expect(readFileSync(validatorsFile, 'utf8') === compiledSchemas()).toBe(true);
});
