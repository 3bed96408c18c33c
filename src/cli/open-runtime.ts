/** The runtime as a command opens it: inventories, ledger, clients and its clock. */
import { hostname, userInfo } from 'node:os';
import { query } from '../dns/client.ts';
import { resolverFrom } from '../dns/server.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ledgerPlace, openLedger } from '../ledger/open.ts';
import { today } from '../load-estate.ts';
import { once } from '../once.ts';
import { mailFrom } from '../provider/mail.ts';
import { openSigners } from '../runtime/dkim/signers/open.ts';
import { type Log, type Runtime, silentLog } from '../runtime/runtime.ts';
import { openKeys } from '../secrets/seal.ts';
import { storedMailboxes } from '../secrets/stored-mailboxes.ts';
import { senderLogin } from '../sending/submission/sender-login.ts';
import { readState } from '../state/read.ts';
import { openCloudflare } from './cloudflare.ts';
import { type Context, estateOf, findSite } from './context.ts';
import { choosesDomain, refuseUnknown } from './selected.ts';

export interface OpenRuntime {
  ledger: Ledger;
  project: string;
  /** The runtime of one tick, with the inventories and the day as they are now. Throws where they have errors. */
  tick(signal?: AbortSignal): Runtime;
  close(): Promise<void>;
}

export interface RuntimeOptions {
  signal?: AbortSignal;
  log?: Log;
  /** Default: the user who gives the command. */
  who?: string;
}

/** Throws where `--segment` or `--domain` stand for nothing, and where the ledger cannot be opened. Tokens, keys and resolvers are asked for when a job needs them. */
export async function openRuntime(context: Context, options: RuntimeOptions = {}): Promise<OpenRuntime> {
  const { env, sources, selection, terminal, clock } = context;
  const { signal = new AbortController().signal, log = silentLog, who = userAtHost() } = options;
  refuseUnknown(context, { stacks: [] });
  const { backend, project, folder } = await findSite(context);
  const ledger = await openLedger(ledgerPlace(env, context.options.state));
  const cloudflare = once(() => openCloudflare(context, signal));
  const keys = () => openKeys(env.MAILYARD_KEY);
  const mail = once(() => mailFrom({ env, sources, signal, note: terminal.note }).providers);
  return {
    ...{ ledger, project },
    tick: (until = signal) => {
      const now = { today: today(env, clock.now()), allTemplates: true };
      const { estate, templates } = estateOf({ ...context, sources: { ...sources, ...now } });
      const stored = once(async () => storedMailboxes(await readState(backend, project, { cwd: folder, env })));
      return {
        ...{ estate, templates, project, ledger, query, env, log, who, signal: until },
        selects: choosesDomain(selection),
        now: clock.now,
        sleep: milliseconds => clock.sleep(milliseconds, until),
        get resolver() {
          return resolverFrom(env);
        },
        cloudflare: variable => cloudflare().client(variable),
        get mail() {
          return mail();
        },
        signers(domain) {
          return openSigners(this, domain);
        },
        login: async (domain, sender) => senderLogin({ estate, templates }, domain, sender, await stored(), keys),
        keys,
      };
    },
    close: () => ledger.close(),
  };
}

/** For a command that reads the inventories once. */
export async function withRuntime<T>(
  context: Context,
  work: (runtime: Runtime) => Promise<T>,
  options?: RuntimeOptions,
): Promise<T> {
  const { tick, close } = await openRuntime(context, options);
  try {
    return await work(tick());
  } finally {
    await close();
  }
}

export function userAtHost(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    return hostname();
  }
}
