/** A program on one's own servers as a signer: keys and tables in its folder, then its `reload`. */
import { MailyardError } from '../../../error.ts';
import type { Algorithm, KeyTaker, SigningKey } from '../signer.ts';
import type { SignerFolder } from './folder.ts';
import type { Reload } from './reload.ts';
import { type Entry, keyFile, MARK, type Tables } from './tables/table.ts';

export interface Program {
  name: string;
  title: string;
  algorithms: readonly Algorithm[];
  folder: SignerFolder;
  tables: Tables;
  reload: Reload;
  /** A message that it signs as it now is. */
  sample?(domain: string): Promise<Buffer>;
}

export function programSigner({ folder, tables, reload, ...program }: Program): KeyTaker {
  async function entries(): Promise<Entry[]> {
    const texts = new Map<string, string>();
    for (const file of tables.files) texts.set(file, await own(file));
    return tables.read(file => texts.get(file) ?? '');
  }

  /** A table that somebody else keeps is not overwritten. */
  async function own(file: string): Promise<string> {
    const text = await folder.read(file);
    if (text === '' || text.includes(MARK) || file.endsWith('.json')) return text;
    throw new MailyardError('foreign-table', `${folder.path}/${file} is not Mailyard's: it stays as it is.`, {
      fix: `Give ${program.title} a folder of Mailyard's own under \`dkim.signers\`, \`folder\`.`,
    });
  }

  /** A selector has one key for ever: another under its name would sign what no published key verifies. */
  async function keep(domain: string, key: SigningKey): Promise<void> {
    const file = keyFile(domain, key);
    const text = tables.keyText(key);
    const there = await folder.read(file);
    if (there === text) return;
    if (there !== '')
      throw new MailyardError('selector-taken', `${folder.path}/${file} is another key than that of ${key.selector}.`, {
        fix: 'Rotate again, to a new selector.',
      });
    await folder.write(file, text, 0o600);
  }

  async function write(before: Entry[], after: Entry[]): Promise<void> {
    for (const [file, text] of tables.write(before, after))
      if ((await folder.read(file)) !== text) await folder.write(file, text, 0o644);
  }

  return {
    ...program,
    kind: 'takes',
    switch: 'seamless',

    /** What it cannot read it does not sign with. */
    async current(domain, algorithm) {
      const entry = (await entries()).find(each => each.domain === domain && each.algorithm === algorithm);
      if (!entry || (await folder.read(keyFile(domain, entry))) === '') return undefined;
      return entry.selector;
    },

    /** It reloads even where nothing changed: nobody knows whether it did after the last change. */
    async use(domain, key) {
      const { selector, algorithm } = key;
      await folder.alone(async () => {
        const before = await entries();
        await keep(domain, key);
        const path = `${folder.path}/${keyFile(domain, key)}`;
        const others = before.filter(each => each.domain !== domain || each.algorithm !== algorithm);
        await write(before, [...others, { domain, selector, algorithm, path }]);
      });
      await reload();
    },

    async forget(domain, selector) {
      await folder.alone(async () => {
        const now = await entries();
        if (now.some(each => each.domain === domain && each.selector === selector)) throw stillUsed(domain, selector);
        await write(now, now);
        for (const algorithm of program.algorithms) await folder.remove(keyFile(domain, { selector, algorithm }));
      });
    },
  };

  function stillUsed(domain: string, selector: string): MailyardError {
    return new MailyardError(
      'selector-in-use',
      `${program.title} still signs ${domain} with ${selector}: its key stays.`,
      { fix: 'Rotate first: `mailyard dkim rotate`.' },
    );
  }
}
