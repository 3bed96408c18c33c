/** Tests lists by what they must and must not list, for each kind of target that they are asked for. */
import { randomBytes } from 'node:crypto';
import type { TargetKind } from '../../inventory/blocklist.ts';
import type { Asker } from './asker.ts';
import { type Health, healthOf, type Tested } from './health.ts';
import { type AskedList, kindsOf } from './lists.ts';
import { questionName } from './question.ts';

export interface Tests {
  of(asked: AskedList, kind: TargetKind): Health;
  /** For any kind. */
  isUsable(asked: AskedList): boolean;
}

const UNTESTED: Health = { health: 'unusable', fault: 'silent', reason: 'it was not tested' };

export async function testLists(asker: Asker, lists: readonly AskedList[]): Promise<Tests> {
  const tests = lists.map(async asked => {
    const kinds = kindsOf(asked).map(async kind => [kind, await selfTest(asker, asked, kind)] as const);
    return [asked.list.name, new Map(await Promise.all(kinds))] as const;
  });
  const found = new Map(await Promise.all(tests));
  const of = ({ list }: AskedList, kind: TargetKind) => found.get(list.name)?.get(kind) ?? UNTESTED;
  return { of, isUsable: asked => kindsOf(asked).some(kind => of(asked, kind).health === 'ok') };
}

/** Over several tests; of a list that works for some kinds only, the reason says for which it does not. */
export function healthOver(asked: AskedList, ...tests: Tests[]): Health {
  const kinds = kindsOf(asked);
  const healths = kinds.map(kind => tests.map(test => test.of(asked, kind)).find(({ health }) => health !== 'ok'));
  const first = healths.find(health => health !== undefined);
  if (first?.health !== 'unusable') return { health: 'ok' };
  const broken = kinds.filter((_, at) => healths[at]);
  return broken.length === kinds.length ? first : { ...first, reason: `for ${broken.join(' and ')}, ${first.reason}` };
}

async function selfTest(asker: Asker, asked: AskedList, kind: TargetKind): Promise<Health> {
  const { listed = [], clean = [] } = asked.list.test[kind] ?? {};
  const test = async (point: string): Promise<Tested> => ({
    point,
    answer: await asker.ask(asked, questionName(kind, point, asked.zone)),
  });
  const parent = asked.zone.slice(asked.zone.indexOf('.') + 1);
  const [tests, controls, beside] = await Promise.all([
    Promise.all(listed.map(test)),
    Promise.all(clean.map(test)),
    asker.ask(asked, randomName(parent)),
  ]);
  return healthOf(asked.list, { listed: tests, clean: controls, beside });
}

/** Nothing is there, and no cache has it. */
export const randomName = (parent: string): string => `nxdomain-${randomBytes(6).toString('hex')}.${parent}`;
