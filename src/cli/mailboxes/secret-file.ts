/** Files that hold passwords in clear: only for their owner's eyes. */
import { randomBytes } from 'node:crypto';
import { lstat, open, rename, rm } from 'node:fs/promises';
import { MailyardError } from '../../error.ts';

/** Throws `bad-option` where the file is no file, `file-open-to-others` where others may read or write what is there. */
export async function checkSecretFile(file: string): Promise<void> {
  if (file === '-') throw refused('Passwords are not written to stdout.');
  const found = await lstat(file).catch(error => {
    if (error.code === 'ENOENT') return undefined;
    throw refused(`${file} cannot be written: ${error.message}`);
  });
  if (found === undefined) return;
  if (!found.isFile()) throw refused(`${file} is there, and is no plain file.`);
  if ((found.mode & 0o077) === 0) return;
  const mode = (found.mode & 0o777).toString(8).padStart(4, '0');
  throw new MailyardError(
    'file-open-to-others',
    `${file} is open to others (mode ${mode}), so no password is written to it.`,
    {
      fix: `\`chmod 600 ${file}\`, or name a file that is not there yet.`,
    },
  );
}

const refused = (message: string): MailyardError =>
  new MailyardError('bad-option', message, { fix: 'Name a file of your own with --out.' });

/** Mode 0600 from the first byte, and the whole text or none of it. What is there is replaced, not written into. */
export async function writeSecretFile(file: string, text: string): Promise<void> {
  await checkSecretFile(file);
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    // `wx`: never through a link that somebody else has laid there.
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new MailyardError('cannot-write', `${file} could not be written: ${(cause as Error).message}`, { cause });
  }
}
