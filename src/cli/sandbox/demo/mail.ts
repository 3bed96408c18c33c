/** What stands at the twins of the mail providers, and what DNS says meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises';
import { query } from '../../../dns/client.ts';
import type { Server } from '../../../dns/server.ts';
import type { Estate, EstateDomain, Mailbox } from '../../../estate/estate.ts';
import type { Sandbox } from '../../../sandbox/start.ts';
import { SceneFailure } from './scene.ts';

type Twins = Sandbox['mail'];

/** Those that Mailyard makes at their provider. */
export const hostedDomains = ({ domains }: Estate): EstateDomain[] =>
  domains.filter(({ hostedAt, phase }) => hostedAt && phase !== 'retired');

export const hostedMailboxes = (estate: Estate): Mailbox[] => hostedDomains(estate).flatMap(each => each.mailboxes());

/** Addresses that the inventories list and no provider has. */
export function missingAt(twins: Twins, estate: Estate): string[] {
  const there = new Set(twins.values().flatMap(twin => twin.mailboxes().map(({ address }) => address)));
  return hostedMailboxes(estate).flatMap(({ address }) => (there.has(address) ? [] : [address]));
}

export function twinOf(twins: Twins, provider: string) {
  const twin = twins.get(provider);
  if (!twin) throw new SceneFailure(`${provider} is on stage`);
  return twin;
}

const PAUSE_MS = 20;

/** The domains whose MX changed or were not served at some moment of `act`: asked before, over and over meanwhile, and after. */
export async function mxMovedDuring(domains: string[], server: Server, act: () => Promise<unknown>): Promise<string[]> {
  const seen = new Map(domains.map(domain => [domain, new Set<string>()]));
  const look = () =>
    Promise.all(
      domains.map(async domain => {
        const { status, records } = await query({ name: domain, type: 'MX', server });
        const hosts = records.map(({ priority, content }) => `${priority} ${content}`);
        seen.get(domain)?.add(`${status} ${hosts.sort().join()}`);
      }),
    );
  let isOver = false;
  const watch = async () => {
    for (; !isOver; await sleep(PAUSE_MS)) await look();
  };
  await look();
  const watching = watch();
  await act().finally(() => {
    isOver = true;
  });
  await watching;
  await look();
  const isSame = (answers: Set<string>) => answers.size === 1 && [...answers].every(each => each.startsWith('answer '));
  return [...seen].flatMap(([domain, answers]) => (isSame(answers) ? [] : [domain]));
}
