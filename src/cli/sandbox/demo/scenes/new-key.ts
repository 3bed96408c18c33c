import { query } from '../../../../dns/client.ts';
import { startReceivers } from '../../../../sandbox/receivers/twin.ts';
import { openMailServer } from '../../../../simulation/mail-server.ts';
import { OWN, signerFolder, WRITER } from '../own.ts';
import { expect, type Scene } from '../scene.ts';
import type { Stage } from '../stage.ts';

const [OLD, NEW] = ['my20261122a', 'my20261130a'];

export const newKey: Scene = {
  title: 'A new DKIM key, and each letter on the way is signed with one that is in DNS',
  async play(stage) {
    const { page, run, later } = stage;
    const post = await postOffice(stage);
    try {
      const begun = await run(`mailyard dkim rotate ${OWN}`);
      expect(begun.code === 0 && begun.text.includes(`${NEW}._domainkey.${OWN} is published`), 'the key is published');
      page.blank();
      page.output(await served(NEW, stage));
      expect((await post.letter('2026-11-30T07:00:00Z')) === `${OLD} pass`, 'the key before still signs');
      page.blank();
      later('2026-12-01T08:00:00Z', 'A day later no cache can say any more that it is not there.');
      const { code } = await run('mailyard run --once dkim');
      expect(code === 0, 'OpenDKIM is told');
      page.blank();
      expect((await post.letter('2026-12-01T08:00:00Z')) === `${NEW} pass`, 'the new key signs');
      page.blank();
      const { text } = await run('mailyard dkim status');
      expect(text.startsWith('2 keys of 1 domain: 1 retiring, 1 active.'), 'the key before retires');
    } finally {
      await post.close();
    }
    return 'The old key stays in DNS while mail signed with it may be on its way, then it is revoked; its name is not used again.';
  },
};

/** A mail server that signs as OpenDKIM does, with the files that stand there; and receivers that ask the DNS for the key. */
async function postOffice({ page, folder, sandbox: { dns } }: Stage) {
  const receivers = await startReceivers({ dns: `${dns.host}:${dns.port}` });
  const server = openMailServer({ receivers, keys: signerFolder(folder) });
  return {
    /** Sends one, tells what its receiver found, and resolves to it. */
    async letter(time: string): Promise<string> {
      const at = new Date(time);
      await server.send({ from: WRITER, to: ['reader@gmail.com'], id: `${at.getTime()}@${OWN}`, at });
      const [signature] = receivers.deliveries.at(-1)?.signatures ?? [];
      const { selector, result } = signature ?? { selector: 'unsigned', result: 'none' };
      page.output(`A letter is received: signed with ${selector}, dkim=${result}`);
      return `${selector} ${result}`;
    },
    async close() {
      server.close();
      await receivers.close();
    },
  };
}

async function served(selector: string, { sandbox: { dns } }: Stage): Promise<string> {
  const name = `${selector}._domainkey.${OWN}`;
  const { records } = await query({ name, type: 'TXT', server: dns });
  expect(records.length === 1, `${name} is served`);
  return `The name server has ${name}: ${records[0]?.content.slice(0, 32)}…`;
}
