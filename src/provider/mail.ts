/** What the mail types need of the world: providers by the environment's secrets, the key that seals, and patience. */
import { setTimeout as sleep } from 'node:timers/promises';
import { MailyardError } from '../error.ts';
import { MAILBOX, type MailboxInputs, type Resource } from '../estate/resource.ts';
import { zoneLists } from '../estate/resources.ts';
import type { Templates } from '../inventory/template.ts';
import { readTemplates } from '../inventory/templates.ts';
import { loadEstate, type Sources } from '../load-estate.ts';
import { adapterOf } from '../mail/adapters.ts';
import { type MailProviders, mailProviders } from '../mail/providers.ts';
import { cacheFolder } from '../rate/cache-folder.ts';
import { openKeys } from '../secrets/seal.ts';
import type { MailboxDependencies } from './mailbox/mailbox.ts';
import type { Waiting } from './until.ts';

export interface Mail extends Omit<MailboxDependencies, 'note'> {
  providers: MailProviders;
  waiting: Omit<Waiting, 'onWait'>;
}

export interface MailSurroundings {
  env: NodeJS.ProcessEnv;
  /** Where inventories and templates are: read only when somebody asks for what stands there. */
  sources: Sources;
  signal?: AbortSignal;
  /** Milliseconds that one call may take. */
  timeout?: number;
  note: (text: string) => void;
}

/** A provider looks at DNS when it likes; most do so within minutes of being asked. */
const PATIENCE_SECONDS = 900;

/** Throws `bad-setting`. */
export function mailFrom({ env, sources, signal, timeout, note }: MailSurroundings): Mail {
  let read: Templates['providers'] | undefined;
  const templateOf = (provider: string) => {
    read ??= readTemplates(sources.templates).templates.providers;
    return read.get(provider);
  };
  const title = (provider: string) => templateOf(provider)?.title ?? provider;
  const adapter = (provider: string) => adapterOf(provider, templateOf(provider));
  const providers = mailProviders({
    ...{ env, signal, timeout, adapter, title, folder: cacheFolder(env), onWarning: note },
    onWait: ({ seconds, reason }) => note(`Waiting ${seconds} s: ${reason}.`),
  });
  return {
    providers,
    keys: () => openKeys(env.MAILYARD_KEY),
    listed: address => listed(address, sources),
    waiting: { patience: patienceOf(env.MAILYARD_PROVIDER_WAIT) * 1000, now: Date.now, sleep },
  };
}

function listed(address: string, sources: Sources): MailboxInputs | undefined {
  const { estate } = loadEstate(sources, 'errors');
  const resources = estate ? [...zoneLists(estate).values()].flat() : [];
  return resources.filter(isMailbox).find(({ inputs }) => inputs.address === address)?.inputs;
}

const isMailbox = (resource: Resource): resource is Resource<MailboxInputs> => resource.type === MAILBOX;

function patienceOf(text: string | undefined): number {
  if (!text) return PATIENCE_SECONDS;
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new MailyardError('bad-setting', `MAILYARD_PROVIDER_WAIT is "${text}", which is no number of seconds.`, {
    fix: `Leave it out: providers are waited for ${PATIENCE_SECONDS} seconds.`,
  });
}
