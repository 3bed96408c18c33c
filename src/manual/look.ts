/** Whether steps are done, by what can be seen: in the inventory, in DNS, at the provider. Who does not answer is unknown. */

import type { DnsAnswer } from '../dns/answer.ts';
import { sameValue } from '../dns/compare.ts';
import { foldName } from '../dns/name.ts';
import type { DnsType } from '../dns/types.ts';
import { domainOf } from '../inventory/addresses.ts';
import type { MailProvider } from '../mail/providers.ts';
import type { ManualStep } from './step.ts';
import type { Sight, Task } from './task.ts';

export interface Eyes {
  dns(name: string, type: DnsType): Promise<DnsAnswer>;
  /** Of the task's provider and domain; undefined where nobody has given it. */
  value(task: Task, name: string): string | undefined;
  /** Throws MailyardError where it cannot be asked: no account, no secret, no answer. */
  provider(task: Task): Promise<MailProvider>;
}

interface Seen {
  is: boolean | undefined;
  /** As a sentence. */
  words: string;
}

export const lookAtAll = (tasks: Task[], eyes: Eyes): Promise<ManualStep[]> =>
  Promise.all(tasks.map(task => lookAt(task, eyes)));

async function lookAt(task: Task, eyes: Eyes): Promise<ManualStep> {
  const { provider: _, after, done, said, ...step } = task;
  if (said) return { ...step, state: 'done', seen: 'The inventory says so.' };
  const before = await worst(after, task, eyes);
  if (before && before.is !== true) {
    return { ...step, state: before.is === false ? 'open' : 'unknown', seen: `It has to wait: ${lower(before.words)}` };
  }
  const seen = await worst(done, task, eyes);
  if (!seen) return { ...step, state: 'open', seen: 'Nobody but you can see whether it is done.' };
  return { ...step, state: seen.is === undefined ? 'unknown' : seen.is ? 'done' : 'open', seen: seen.words };
}

/** What is not so comes before what nobody knows. */
async function worst(sights: Sight[], task: Task, eyes: Eyes): Promise<Seen | undefined> {
  const seen: Seen[] = [];
  // The inventory first: while a value is not pasted, nobody has to be asked.
  for (const sight of sights) {
    const each = await look(sight, task, eyes);
    if (each.is === false) return each;
    seen.push(each);
  }
  return seen.find(({ is }) => is === undefined) ?? seen.at(-1);
}

async function look(sight: Sight, task: Task, eyes: Eyes): Promise<Seen> {
  switch (sight.sees) {
    case 'value': {
      const is = eyes.value(task, sight.name) !== undefined;
      return { is, words: is ? 'It is in the inventory.' : `\`${sight.name}\` is not pasted yet.` };
    }
    case 'record':
      return inDns(await eyes.dns(sight.name, sight.type), `${sight.type} at ${sight.name}`, content =>
        sameValue(sight.type, { content: sight.content }, { content }),
      );
    case 'cname':
      return inDns(
        await eyes.dns(sight.name, 'CNAME'),
        `CNAME at ${sight.name}`,
        content => foldName(content) === foldName(sight.target),
      );
    case 'txt':
      return inDns(await eyes.dns(sight.name, 'TXT'), `TXT at ${sight.name}`, content =>
        content.startsWith(sight.begins),
      );
    case 'alias':
    case 'forwarding':
    case 'free-licences':
      return atProvider(sight, task, eyes);
  }
}

function inDns({ status, records, detail }: DnsAnswer, what: string, fits: (content: string) => boolean): Seen {
  if (records.some(({ content }) => fits(content))) return { is: true, words: `The DNS serves ${what}.` };
  if (status === 'answer') return { is: false, words: `The DNS has another ${what}.` };
  if (status === 'nodata' || status === 'nxdomain') {
    return { is: false, words: `The DNS has no ${what}.` };
  }
  return { is: undefined, words: `Nobody could say whether ${what} is served (${detail ?? status}).` };
}

async function atProvider(
  sight: Extract<Sight, { sees: 'alias' | 'forwarding' | 'free-licences' }>,
  task: Task,
  eyes: Eyes,
): Promise<Seen> {
  try {
    const provider = await eyes.provider(task);
    if (sight.sees === 'free-licences') return await licencesAt(provider, sight);
    return sight.sees === 'alias'
      ? await listedAt(provider, sight.address, 'aliases', sight.alias)
      : await listedAt(provider, sight.address, 'forwardTo', sight.to);
  } catch (error) {
    return { is: undefined, words: `It could not be looked at: ${(error as Error).message}` };
  }
}

const listWords = { aliases: 'the alias', forwardTo: 'a forwarding to' };

async function listedAt(
  provider: MailProvider,
  address: string,
  list: keyof typeof listWords,
  wanted: string,
): Promise<Seen> {
  const mailbox = (await provider.listed(domainOf(address))).get(address);
  if (!mailbox) return { is: false, words: `${address} is not at ${provider.title} yet.` };
  const there = mailbox[list];
  if (there === undefined) return { is: undefined, words: `${provider.title} does not show it.` };
  const is = there.includes(wanted);
  return { is, words: `${address} has ${is ? '' : 'not yet '}${listWords[list]} ${wanted}.` };
}

async function licencesAt(
  { service, title }: MailProvider,
  { licence, atLeast }: { licence: string; atLeast: number },
): Promise<Seen> {
  const free = await service.freeLicences?.(licence);
  if (free === undefined) return { is: undefined, words: `${title} does not tell its licences.` };
  return { is: free >= atLeast, words: `${free} of ${licence} ${free === 1 ? 'is' : 'are'} free.` };
}

const lower = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
