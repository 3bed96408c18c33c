/** The real Rspamd with its module dkim_signing, asked for signatures over its scanner's HTTP. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { signedByRspamd } from '../../../../src/runtime/dkim/signers/rspamd-scan.ts';
import { rspamd as tables } from '../../../../src/runtime/dkim/signers/tables/rspamd.ts';
import { freePort, programAt, running } from '../../../support/program.ts';
import { signStory } from './sign-story.ts';

const rspamd = programAt('rspamd');

describe.skipIf(!rspamd)('with the real Rspamd', { timeout: 240_000 }, () => {
  signStory({
    ...{ name: 'rspamd', tables },
    async start(home, folder) {
      const [port, dns] = [await freePort(), await freePort()];
      const at = (file: string) => join(home, file);
      mkdirSync(at('data'), { mode: 0o777 });
      // The list of public suffixes that it brings takes seconds to compile.
      writeFileSync(at('suffixes'), 'example\n');
      writeFileSync(at('rspamd.conf'), configuration(home, folder, port, dns));
      const url = `http://127.0.0.1:${port}`;
      const hello = Buffer.from('From: <a@unknown.example>\r\n\r\nHello.\r\n');
      const program = await running(rspamd as string, ['-f', '-i', '-c', at('rspamd.conf')], () =>
        signedByRspamd(url, 'a@unknown.example', hello),
      );
      return { ...program, settings: { url, reload: `kill -HUP ${program.pid}` } };
    },
  });
});

/** As little as it needs to sign. */
const configuration = (home: string, folder: string, port: number, dns: number): string => `
options {
  pidfile = "${home}/pid";
  control_socket = "${home}/control mode=0600";
  cache_file = "${home}/data/symbols";
  tempdir = "${home}/data";
  url_tld = "${home}/suffixes";
  filters = "dkim";
  check_all_filters = false;
  dns { nameserver = ["127.0.0.1:${dns}"]; timeout = 0.1s; retransmits = 1; }
}
logging { type = "file"; filename = "${home}/log"; level = "info"; }
worker "normal" { bind_socket = "127.0.0.1:${port}"; count = 1; }
modules { path = "/usr/share/rspamd/plugins/dkim_signing.lua"; }
dkim { }
dkim_signing {
  use_esld = false;
  try_fallback = false;
  .include(try=true) "${folder}/domains.conf"
}
`;

test.runIf(!rspamd)('skipped: Rspamd is not installed (apt install rspamd), so no message was signed by it', () => {});
