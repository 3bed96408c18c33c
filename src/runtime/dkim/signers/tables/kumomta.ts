/**
 * The data of KumoMTA's policy helper `dkim_sign` (assets/policy-extras/dkim_sign.lua, read 2026-11-26), as JSON, which it takes beside
 * TOML. It knows one key a domain; what it can add besides, it adds to the mail of every domain.
 */
import { MailyardError } from '../../../../error.ts';
import { algorithmOf, type Entry, sorted, type Tables } from './table.ts';

const FILE = 'dkim_data.json';

/** Its records refuse keys that they do not know, so no mark stands in it. */
interface Data {
  domain: Record<string, { selector: string; algo: 'sha256' | 'ed25519'; filename: string }>;
}

export const kumoMta: Tables = {
  files: [FILE],
  keyText: ({ privateKey }) => privateKey,

  write(_, after) {
    const domains = sorted(after).map(({ domain, selector, algorithm, path }) => [
      domain,
      { selector, algo: algorithm === 'ed25519' ? 'ed25519' : 'sha256', filename: path },
    ]);
    return [[FILE, `${JSON.stringify({ domain: Object.fromEntries(domains) }, null, 2)}\n`]];
  },

  read(textOf) {
    const text = textOf(FILE);
    if (text === '') return [];
    return Object.entries(dataIn(text).domain).map(
      ([domain, { selector, filename }]): Entry => ({
        ...{ domain, selector, path: filename, algorithm: algorithmOf(filename) },
      }),
    );
  },
};

function dataIn(text: string): Data {
  try {
    const data = JSON.parse(text) as Partial<Data>;
    if (data.domain && Object.keys(data).length === 1) return { domain: data.domain };
  } catch {
    // No JSON: said below.
  }
  throw new MailyardError('table-unreadable', `${FILE} is not as Mailyard wrote it.`, {
    fix: 'Move what you added to a data file of your own: `dkim_sign:setup` takes several.',
  });
}
