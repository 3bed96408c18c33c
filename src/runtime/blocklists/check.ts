/** One run: tests each list, asks it, asks again what it lists, and tests it once more. Nothing here remembers an earlier run. */
import type { Blocklist } from '../../inventory/blocklist.ts';
import { type Asker, openAsker, type World } from './asker.ts';
import { type Health, rewriting } from './health.ts';
import type { AskedList, Choice, NotAsked } from './lists.ts';
import { questionName } from './question.ts';
import { healthOver, randomName, testLists } from './self-test.ts';
import type { Target } from './targets.ts';
import { type Reading, readAnswer } from './verdict.ts';

export interface Checked {
  lists: CheckedList[];
  notAsked: NotAsked[];
  /** What is wrong with the resolver, so that no list can be believed. */
  resolver?: string;
  results: Result[];
}

export interface CheckedList {
  list: Blocklist;
  health: Health;
}

export interface Result extends Reading {
  list: Blocklist;
  target: Target;
  /** What the list's TXT record says of a listing: its own words. */
  explanation?: string;
}

export interface CheckOptions {
  /** How long after the first answer a listing is asked for again. */
  confirmAfterMs: number;
  onProgress?: (done: number, total: number) => void;
}

/** Never rejects for what lists, resolver or network do: that is what it tells. */
export async function checkBlocklists(world: World, choice: Choice, options: CheckOptions): Promise<Checked> {
  const asker = openAsker(world);
  const resolver = rewriting(await asker.probe(randomName('example')));
  if (resolver) return unbelieved(choice, resolver);
  const before = await testLists(asker, choice.asked);
  const questions = choice.asked.flatMap(asked => asked.targets.map(target => ({ asked, target })));
  let done = 0;
  const first = await Promise.all(
    questions.map(async question => {
      const health = before.of(question.asked, question.target.kind);
      const result = health.health === 'ok' ? await ask(asker, question) : notBelieved(question, health.reason);
      options.onProgress?.(++done, questions.length);
      return { ...question, result, usable: health.health === 'ok' };
    }),
  );
  if (first.some(({ result }) => result.verdict === 'listed')) await pause(world, options.confirmAfterMs);
  // A list can break while it is asked: one that lists everybody by now, or nobody, has said nothing in between.
  const after = await testLists(asker, choice.asked.filter(before.isUsable));
  const results = await Promise.all(
    first.map(async ({ result, usable, ...question }) => {
      const health = after.of(question.asked, question.target.kind);
      if (usable && health.health !== 'ok') return notBelieved(question, health.reason);
      return result.verdict === 'listed' ? confirm(asker, question, result, options) : result;
    }),
  );
  const lists = choice.asked.map(asked => ({ list: asked.list, health: healthOver(asked, before, after) }));
  return { lists, notAsked: choice.notAsked, results };
}

interface Question {
  asked: AskedList;
  target: Target;
}

async function ask(asker: Asker, { asked, target }: Question): Promise<Result> {
  const answer = await asker.ask(asked, questionName(target.kind, target.name, asked.zone));
  return { list: asked.list, target, ...readAnswer(asked.list, answer) };
}

/** One answer is no listing: caches, mirrors that differ and entries that are corrected at once would all raise an alarm. */
async function confirm(asker: Asker, question: Question, first: Result, options: CheckOptions): Promise<Result> {
  const again = await ask(asker, question);
  if (again.verdict !== 'listed') {
    const seconds = Math.round(options.confirmAfterMs / 1000);
    const evidence = `${first.evidence}; but ${seconds} s later ${again.evidence}`;
    return { ...first, verdict: 'unknown', weight: 'none', evidence };
  }
  const { asked, target } = question;
  const { status, values } = await asker.ask(asked, questionName(target.kind, target.name, asked.zone), 'TXT');
  return status === 'answer' ? { ...again, explanation: values.join(' ') } : again;
}

/** After a stop nothing is asked any more, so that nothing is taken for confirmed. */
async function pause({ sleep, signal }: World, milliseconds: number): Promise<void> {
  await sleep(milliseconds).catch(error => {
    if (!signal?.aborted) throw error;
  });
}

const notBelieved = ({ asked, target }: Question, reason: string): Result => ({
  ...{ list: asked.list, target, verdict: 'unknown', codes: [], meanings: [], weight: 'none' },
  evidence: `the list cannot be believed: ${reason}`,
});

function unbelieved({ asked, notAsked }: Choice, resolver: string): Checked {
  const health: Health = { health: 'unusable', fault: 'foreign', reason: resolver };
  return {
    lists: asked.map(({ list }) => ({ list, health })),
    notAsked,
    resolver,
    results: asked.flatMap(each => each.targets.map(target => notBelieved({ asked: each, target }, resolver))),
  };
}
