/** Events as JSON, one a line. */
import { MailyardError } from '../../error.ts';
import type { Problem } from '../../inventory/problem.ts';
import { translated } from './aliases.ts';
import { type Line, LONGEST_LINE } from './event-file.ts';

export async function* jsonLines(all: AsyncIterable<Buffer>, path: string, unread: Set<string>): AsyncGenerator<Line> {
  let line = 0;
  for await (const text of textLines(all, path)) {
    line += 1;
    const json = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (json.trim() === '') continue;
    yield { line, ...parsed(json, unread) };
  }
}

async function* textLines(all: AsyncIterable<Buffer>, path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of all) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() as string;
    yield* lines;
    if (rest.length > LONGEST_LINE)
      throw new MailyardError('events-unreadable', `${path} has a line of more than ${LONGEST_LINE} characters.`, {
        fix: 'Events stand one a line, as JSON or in the columns of a CSV file.',
      });
  }
  if (rest !== '') yield rest;
}

function parsed(json: string, unread: Set<string>): { told: unknown } | { problem: Problem } {
  try {
    const told: unknown = JSON.parse(json);
    if (typeof told !== 'object' || told === null || Array.isArray(told)) return { told };
    const { event, unread: more } = translated(told as Record<string, unknown>);
    for (const key of more) unread.add(key);
    return { told: event };
  } catch (error) {
    return { problem: { rule: 'bad-value', message: `This is no JSON: ${(error as Error).message}.` } };
  }
}
