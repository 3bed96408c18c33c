/** A cloud of one resource type, kept in a folder, so that it outlives the process that talks to it. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { MailyardError } from '../../src/error.ts';
import { PartialFailure, type ResourceType } from '../../src/provider/provider.ts';

export const THING = 'fake:index:Thing';

export interface ThingInputs extends Record<string, unknown> {
  name: string;
  /** What it holds; a value of `refused` is one that the cloud does not take. */
  parts?: Record<string, string>;
  /** A change of it is a replacement. */
  region?: string;
}

export interface Thing {
  id: string;
  /** Who owns it: what `create` finds it by again. */
  comment: string;
  parts: Record<string, string>;
}

export interface FakeCloud {
  type: ResourceType;
  things(): Thing[];
  /** Every call that reached it, in their order: `create a.example`. */
  calls: string[];
}

/** `fails`: names whose writes are refused. `latencyMs`: how long a call takes. */
export function fakeCloud(
  folder: string,
  options: { fails?: Set<string>; latencyMs?: () => number; onCall?: (call: string) => void } = {},
): FakeCloud {
  mkdirSync(folder, { recursive: true });
  const calls: string[] = [];
  const call = async (verb: string, name: string) => {
    calls.push(`${verb} ${name}`);
    options.onCall?.(`${verb} ${name}`);
    await sleep(options.latencyMs?.() ?? 0);
    if (options.fails?.has(name) && verb !== 'read') throw new MailyardError('refused', `the cloud refuses ${name}`);
  };
  const things = () =>
    readdirSync(folder)
      .filter(name => name.endsWith('.json'))
      .sort()
      .map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Thing);
  const put = (thing: Thing) => {
    const file = join(folder, `${thing.id}.json`);
    writeFileSync(`${file}.tmp`, JSON.stringify(thing));
    renameSync(`${file}.tmp`, file);
  };
  const find = (id: string) => things().find(thing => thing.id === id);
  const write = (thing: Thing, inputs: ThingInputs) => {
    const wanted = Object.entries(inputs.parts ?? {});
    const parts = Object.fromEntries(wanted.filter(([, value]) => value !== 'refused'));
    put({ ...thing, parts });
    const state = { id: thing.id, inputs: { ...inputs, parts }, outputs: outputsOf(thing.id, inputs) };
    const reasons = wanted.filter(([, value]) => value === 'refused').map(([key]) => `${key} is refused`);
    if (reasons.length > 0) throw new PartialFailure(state, reasons);
    return { ...state, inputs };
  };
  const type: ResourceType = {
    type: THING,
    check: (_olds, news) => ({
      inputs: news,
      failures: news.name === '' ? [{ property: 'name', reason: 'is empty' }] : [],
    }),
    diff: (olds, news) => ({
      changed: !isDeepStrictEqual(olds, news),
      replaces: olds.region === news.region ? [] : ['region'],
      detailed: {},
    }),
    create: async ({ urn, inputs }) => {
      const wanted = inputs as ThingInputs;
      await call('create', wanted.name);
      const comment = `${urn} ${wanted.region ?? ''}`;
      const known = things().find(thing => thing.comment === comment);
      return write(known ?? { id: `t-${crypto.randomUUID()}`, comment, parts: {} }, wanted);
    },
    read: async ({ id, inputs }) => {
      await call('read', String(inputs?.name));
      const thing = find(id);
      if (thing === undefined) return undefined;
      return { id, inputs: { ...inputs, parts: thing.parts }, outputs: outputsOf(id, inputs as ThingInputs) };
    },
    update: async ({ id, inputs }) => {
      const wanted = inputs as ThingInputs;
      await call('update', wanted.name);
      const thing = find(id);
      if (thing === undefined) throw new MailyardError('gone', `${id} is gone`);
      return write(thing, wanted);
    },
    delete: async ({ id, inputs }) => {
      await call('delete', String(inputs.name));
      rmSync(join(folder, `${id}.json`), { force: true });
    },
  };
  return { type, things, calls };
}

function outputsOf(id: string, inputs: ThingInputs): Record<string, unknown> {
  return { token: `token-of-${inputs.name}`, thing: id };
}
