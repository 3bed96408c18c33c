/** The shipped blocklists behind one DNS server of this machine, and targets to ask them about. */
import { onTestFinished } from 'vitest';
import { query } from '../../../src/dns/client.ts';
import type { Blocklist } from '../../../src/inventory/blocklist.ts';
import { type Checked, checkBlocklists, type Result } from '../../../src/runtime/blocklists/check.ts';
import { chooseLists } from '../../../src/runtime/blocklists/lists.ts';
import type { Target } from '../../../src/runtime/blocklists/targets.ts';
import { type BlocklistTwins, blocklistTwins } from '../../../src/sandbox/blocklists/twin.ts';
import { type DnsTwin, startDnsTwin } from '../../../src/sandbox/dns/twin.ts';
import { parseAddress } from '../../../src/spf/address.ts';
import { templates } from '../../support/estate.ts';

export interface BlocklistWorld {
  twins: BlocklistTwins;
  dns: DnsTwin;
  /** Milliseconds of each pause that was asked for. */
  pauses: number[];
  check(names: string[], options?: Options): Promise<Checked>;
}

interface Options {
  /** Default: all that ship. */
  lists?: string[];
  env?: Record<string, string>;
  /** What happens while the run waits to ask again. */
  meanwhile?: () => void;
  signal?: AbortSignal;
}

export const shipped = (...names: string[]): Blocklist[] =>
  [...templates().blocklists.values()].filter(({ name }) => names.length === 0 || names.includes(name));

export const target = (name: string): Target => {
  const family = parseAddress(name)?.family;
  return { kind: family ? `ipv${family}` : 'domain', name, uses: [] };
};

/** Runs until the test ends. A question that gets no answer costs a second. */
export async function blocklistWorld(): Promise<BlocklistWorld> {
  const twins = blocklistTwins(shipped());
  const dns = await startDnsTwin({ source: () => new Map(), first: twins.answer });
  onTestFinished(() => dns.close());
  const pauses: number[] = [];
  return {
    ...{ twins, dns, pauses },
    check(names, { lists = [], env = twins.env, meanwhile = () => {}, signal } = {}) {
      const sleep = async (milliseconds: number) => {
        pauses.push(milliseconds);
        meanwhile();
      };
      const world = {
        query: request => query({ ...request, timeoutMs: 1000, tries: 1 }),
        ...{ resolver: dns, sleep, signal },
      } satisfies Parameters<typeof checkBlocklists>[0];
      return checkBlocklists(world, chooseLists(shipped(...lists), names.map(target), env), { confirmAfterMs: 5000 });
    },
  };
}

export const verdicts = ({ results }: Checked): Record<string, Result['verdict']> =>
  Object.fromEntries(results.map(({ list, target, verdict }) => [`${target.name} ${list.name}`, verdict]));

export const unusable = ({ lists }: Checked): Record<string, string> =>
  Object.fromEntries(
    lists.flatMap(({ list, health }) =>
      health.health === 'ok' ? [] : [[list.name, `${health.fault}: ${health.reason}`]],
    ),
  );
