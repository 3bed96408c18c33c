/** Domains of Rspamd's module dkim_signing (3.x), as a file that its configuration includes: maps there know one key a domain only. */
import { createPrivateKey } from 'node:crypto';
import { algorithmOf, type Entry, linesOf, MARK, sorted, type Tables, unreadable } from './table.ts';

const FILE = 'domains.conf';

const block = (domain: string, entries: Entry[]): string[] => [
  `  "${domain}" {`,
  '    selectors [',
  ...entries.map(({ selector, path }) => `      { selector = "${selector}"; path = "${path}"; },`),
  '    ]',
  '  }',
];

export const rspamd: Tables = {
  files: [FILE],

  /** It reads RSA as PEM, and Ed25519 as nothing but its 32 octets in base64 (`rspamadm dkim_keygen -t ed25519-seed`). */
  keyText({ privateKey, algorithm }) {
    if (algorithm !== 'ed25519') return privateKey;
    const { d = '' } = createPrivateKey(privateKey).export({ format: 'jwk' });
    return Buffer.from(d, 'base64url').toString('base64');
  },

  write(_, after) {
    const domains = Map.groupBy(sorted(after), ({ domain }) => domain);
    const blocks = [...domains].flatMap(([domain, entries]) => block(domain, entries));
    return [[FILE, [`# ${MARK}`, 'domain {', ...blocks, '}', ''].join('\n')]];
  },

  read(textOf) {
    let domain = '';
    return linesOf(textOf(FILE)).flatMap(line => {
      const [, opened] = /^ {2}"([^"\s]+)" \{$/.exec(line) ?? [];
      if (opened) domain = opened;
      const [, selector = '', path = ''] = /^ {6}\{ selector = "([^"\s]+)"; path = "([^"\s]+)"; \},$/.exec(line) ?? [];
      if (selector) return [{ domain, selector, path, algorithm: algorithmOf(path) }];
      if (opened || ['domain {', 'selectors [', ']', '}'].includes(line.trim())) return [];
      throw unreadable(FILE, line);
    });
  },
};
