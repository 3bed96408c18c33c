import { mkdirSync } from 'node:fs';
import { OWN, signerFolder } from '../own.ts';
import { BY_HAND, expect, type Scene } from '../scene.ts';

const FILE = 'domains/pool-a.yaml';

export const ownServers: Scene = {
  title: 'The runtime: a new domain of pool A, on servers of its own, gets its first DKIM key',
  async play({ page, run, edit, later, folder, sandbox: { cloudflare } }) {
    mkdirSync(signerFolder(folder));
    cloudflare.addZone(OWN);
    edit({ file: FILE, from: 'defaults:', to: 'defaults:\n  modes: { dkim: enforce, warmup: enforce }' });
    const domain = [
      `  - domain: ${OWN}`,
      '    mailProvider: none',
      '    mailboxes: 0',
      '    sendingIps: [192.0.2.25]',
      `    dkim: { signers: [{ name: opendkim, folder: ${signerFolder(folder)} }] }`,
      '    warmup: { start: 2026-11-23 }',
      '    rules: { no-mx: { level: off, reason: Replies go to inbox@acme.example by Reply-To } }',
    ];
    edit({ file: FILE, from: 'domains:', to: ['domains:', ...domain].join('\n') });
    const made = await run('mailyard up --yes --engine embedded', { first: 0, from: 'zones done', until: BY_HAND });
    expect(made.code === 0 && made.text.includes('is published'), 'its first key is published');
    page.blank();
    later('2026-11-22T15:00:00Z', 'Three hours later no cache can say any more that the key is not there.');
    const { code, text } = await run('mailyard run --once dkim');
    expect(code === 0 && text.includes(`signs for ${OWN}`), 'OpenDKIM signs with it');
    return 'OpenDKIM reads the files that Mailyard looks after. In the mode `enforce` jobs act; without it they say what they would do.';
  },
};
