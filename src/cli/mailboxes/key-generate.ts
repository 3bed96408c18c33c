/** `mailyard key generate`: a new key for MAILYARD_KEY on stdout and nothing else there; what to do with it on stderr. */
import { generateKey, openKeys } from '../../secrets/seal.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';

export async function generate({ options, env, terminal }: Context): Promise<number> {
  const key = generateKey();
  const [{ id }] = openKeys(key);
  if (options.json) printJson({ key, id });
  else terminal.print(key);
  terminal.note(`Key ${id}: put it into MAILYARD_KEY, as a secret of your CI too. ${KEEP}`);
  if (env.MAILYARD_KEY) terminal.note(ROTATE);
  return 0;
}

const KEEP =
  'Keep a copy where it cannot get lost, such as a password manager: without it nobody opens what it sealed, and Mailyard keeps none.';

const ROTATE =
  'MAILYARD_KEY has a key already. To go over to this one: put it before the old one, with a comma between them, and run `mailyard key rotate`.';
