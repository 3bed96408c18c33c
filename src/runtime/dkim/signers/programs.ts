/** The programs that sign on the domain's own servers, opened: each with its tables, and its way to a signed message. */
import type { DomainSigner } from '../../../records/dkim/signers.ts';
import type { KeyTaker } from '../signer.ts';
import { signerFolder } from './folder.ts';
import { throughMilter } from './milter.ts';
import type { OpensWith } from './open.ts';
import { programSigner } from './program.ts';
import { type Reload, reloading } from './reload.ts';
import { signedByRspamd } from './rspamd-scan.ts';
import { kumoMta } from './tables/kumomta.ts';
import { openDkim } from './tables/opendkim.ts';
import { rspamd } from './tables/rspamd.ts';
import type { Tables } from './tables/table.ts';
import { senderOf, testMessage, withFields } from './test-message.ts';

const tables: Record<string, Tables> = { opendkim: openDkim, rspamd, kumomta: kumoMta };

/** One for all domains with the same command: who changes many reloads once. */
const reloads = new Map<string, Reload>();

export function openProgram({ env, now }: OpensWith, signer: DomainSigner): KeyTaker {
  const { facts, use } = signer;
  const { name, title, own } = facts;
  const { folder = `/etc/${name}/mailyard`, reload } = use;
  const way = signs(signer);
  return programSigner({
    ...{ name, title, algorithms: own?.algorithms ?? [] },
    folder: signerFolder(folder),
    tables: tables[name] as Tables,
    reload: reloadBy(reload, env),
    ...(way && {
      async sample(domain) {
        const message = testMessage(domain, now());
        return withFields(await way(senderOf(domain), message), message);
      },
    }),
  });
}

type Way = (sender: string, message: Buffer) => Promise<string[]>;

/** Undefined where the inventory does not say how it is reached. */
function signs({ use: { name, milter, url } }: DomainSigner): Way | undefined {
  if (name === 'opendkim' && milter)
    return (sender, message) => throughMilter(milter, { from: sender, to: sender }, message);
  if (name === 'rspamd' && url) return (sender, message) => signedByRspamd(url, sender, message);
  return undefined;
}

function reloadBy(command: string | undefined, env: NodeJS.ProcessEnv): Reload {
  const key = command ?? '';
  const reload = reloads.get(key) ?? reloading(command, env);
  reloads.set(key, reload);
  return reload;
}
