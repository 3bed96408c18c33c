import { rmSync, writeFileSync } from 'node:fs';
import { expect, type Scene } from '../scene.ts';

const FILE = 'domains/pool-c.yaml';

const BROKEN = `segment: pool-c
profile: high-volume
defaults:
  mailProvidr: migadu
domains:
  - acme-hello.example
  - domain: acme-offer.example
    mailProvider: migadoo
    mailboxes: 9
  - domain: acme-news.example
    sendingIps: [192.0.2.300]
    dmarc: { policy: strict }
`;

export const broken: Scene = {
  title: 'A broken inventory: every finding at once, with its place and the way out',
  async play({ page, run }) {
    writeFileSync(FILE, BROKEN);
    page.typed(`cat -n ${FILE}`);
    page.output(numbered(BROKEN));
    page.blank();
    const { code, text } = await run('mailyard check');
    rmSync(FILE);
    const told = ['mailProvidr', 'acme-hello.example', 'migadoo', '192.0.2.300', 'strict'];
    const silent = told.filter(name => !text.includes(name));
    expect(code === 2 && silent.length === 0, `each mistake is found; not ${silent.join(', ')}`);
    return 'The same command runs in pull requests: it exits with 2, and `--json` gives the findings to scripts.';
  },
};

function numbered(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines.map((line, at) => `${String(at + 1).padStart(2)}  ${line}`).join('\n');
}
