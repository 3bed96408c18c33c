/** OpenDKIM's KeyTable and SigningTable: opendkim.conf(5), 2.11. */
import { algorithmOf, type Entry, linesOf, MARK, sorted, type Tables, unreadable } from './table.ts';

const KEYS = 'KeyTable';
const SIGNERS = 'SigningTable';

const nameOf = ({ selector, domain }: Entry): string => `${selector}._domainkey.${domain}`;

const keyTable = (entries: readonly Entry[]): string =>
  text(sorted(entries).map(entry => `${nameOf(entry)} ${entry.domain}:${entry.selector}:${entry.path}`));

/** As `refile:` patterns, since OpenDKIM takes a bare domain for subdomains too. */
const signingTable = (entries: readonly Entry[]): string =>
  text(sorted(entries).map(entry => `*@${entry.domain} ${nameOf(entry)}`));

const text = (lines: string[]): string => [`# ${MARK}`, ...lines, ''].join('\n');

export const openDkim: Tables = {
  files: [KEYS, SIGNERS],
  keyText: ({ privateKey }) => privateKey,

  /** OpenDKIM refuses mail whose SigningTable names what the KeyTable lacks: so that one has the old keys and the new. */
  write(before, after) {
    const kept = before.filter(old => !after.some(each => nameOf(each) === nameOf(old)));
    return [
      [KEYS, keyTable([...kept, ...after])],
      [SIGNERS, signingTable(after)],
    ];
  },

  read(textOf) {
    const keys = new Map(linesOf(textOf(KEYS)).map(keyLine));
    return linesOf(textOf(SIGNERS)).flatMap(line => {
      const [, name = ''] = /^\*@\S+ (\S+)$/.exec(line) ?? [];
      if (!name) throw unreadable(SIGNERS, line);
      return keys.get(name) ?? [];
    });
  },
};

function keyLine(line: string): [name: string, entry: Entry] {
  const [, name = '', domain = '', selector = '', path = ''] = /^(\S+) ([^:\s]+):([^:\s]+):(\/\S+)$/.exec(line) ?? [];
  if (!path) throw unreadable(KEYS, line);
  return [name, { domain, selector, path, algorithm: algorithmOf(path) }];
}
