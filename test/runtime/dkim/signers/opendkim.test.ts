/** The real OpenDKIM, asked for signatures over the milter protocol. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { throughMilter } from '../../../../src/runtime/dkim/signers/milter.ts';
import { openDkim } from '../../../../src/runtime/dkim/signers/tables/opendkim.ts';
import { freePort, programAt, running } from '../../../support/program.ts';
import { signStory } from './sign-story.ts';

const opendkim = programAt('opendkim');
const message = Buffer.from('From: <a@unknown.example>\r\n\r\nHello.\r\n');
const envelope = { from: 'a@unknown.example', to: 'a@unknown.example' };

describe.skipIf(!opendkim)('with the real OpenDKIM', { timeout: 120_000 }, () => {
  signStory({
    ...{ name: 'opendkim', tables: openDkim },
    async start(home, folder) {
      const port = await freePort();
      const [config, pid] = [join(home, 'opendkim.conf'), join(home, 'pid')];
      for (const table of ['KeyTable', 'SigningTable']) writeFileSync(join(folder, table), '');
      const settings = {
        ...{ Mode: 's', Socket: `inet:${port}@127.0.0.1`, PidFile: pid, Background: 'no', Syslog: 'no' },
        ...{ KeyTable: `file:${folder}/KeyTable`, SigningTable: `refile:${folder}/SigningTable` },
        ...{ MultipleSignatures: 'yes', Canonicalization: 'relaxed/relaxed', OversignHeaders: 'From' },
        // Anybody may write the folder of temporary files, so no key below it is safe to OpenDKIM.
        RequireSafeKeys: 'no',
      };
      mkdirSync(home, { recursive: true });
      writeFileSync(
        config,
        Object.entries(settings)
          .map(([key, value]) => `${key} ${value}\n`)
          .join(''),
      );
      const milter = `127.0.0.1:${port}`;
      const program = await running(opendkim as string, ['-f', '-x', config], () =>
        throughMilter(milter, envelope, message),
      );
      return { ...program, settings: { milter, reload: `kill -USR1 ${program.pid}` } };
    },
  });
});

test.runIf(!opendkim)(
  'skipped: OpenDKIM is not installed (apt install opendkim), so no message was signed by it',
  () => {},
);
