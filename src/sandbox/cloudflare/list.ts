/** Listing: filters of the query string, order and pages. Parameters that the API does not know are ignored, as it does. */
import type { Page } from './answer.ts';
import type { TwinRecord } from './model.ts';

type Test<T> = (item: T) => boolean;

const RECORDS_PER_PAGE = { fallback: 100, least: 1, most: 5_000_000 };

export function listRecords(records: Iterable<TwinRecord>, query: URLSearchParams): Page<TwinRecord> {
  const found = filtered([...records], recordTests(query), query.get('match'));
  const key = orderKeys[query.get('order') ?? ''];
  return pageOf(key ? ordered(found, key, query.get('direction')) : found, query, RECORDS_PER_PAGE);
}

const orderKeys: Readonly<Record<string, (record: TwinRecord) => string | number>> = {
  type: record => record.type,
  name: record => record.name,
  content: record => record.content,
  ttl: record => record.ttl,
  proxied: record => Number(record.proxied),
};

/** `match=any` takes what passes one of the tests, else all of them must pass. */
export function filtered<T>(items: T[], tests: Test<T>[], match: string | null): T[] {
  if (tests.length === 0) return items;
  return items.filter(item => (match === 'any' ? tests.some(test => test(item)) : tests.every(test => test(item))));
}

/** By code point; equal ones keep their order. */
export function ordered<T>(items: T[], key: (item: T) => string | number, direction: string | null): T[] {
  const sign = direction === 'desc' ? -1 : 1;
  return items.toSorted((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** A page past the end is empty and no error. */
export function pageOf<T>(
  items: readonly T[],
  query: URLSearchParams,
  { fallback, least, most }: { fallback: number; least: number; most: number },
): Page<T> {
  const page = Math.max(1, integer(query.get('page')) ?? 1);
  const perPage = Math.min(most, Math.max(least, integer(query.get('per_page')) ?? fallback));
  return { items: items.slice((page - 1) * perPage, page * perPage), page, perPage, total: items.length };
}

function integer(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

function recordTests(query: URLSearchParams): Test<TwinRecord>[] {
  const texts = [
    ...textTests(query, 'name', record => record.name),
    ...textTests(query, 'content', record => record.content),
    ...textTests(query, 'comment', record => record.comment ?? ''),
    ...textTests(query, 'type', record => record.type),
  ];
  return [...texts, ...presenceTests(query), ...tagTests(query), ...otherTests(query)];
}

const operators: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  '': (value, wanted) => value === wanted,
  '.exact': (value, wanted) => value === wanted,
  '.contains': (value, wanted) => value.includes(wanted),
  '.startswith': (value, wanted) => value.startsWith(wanted),
  '.endswith': (value, wanted) => value.endsWith(wanted),
};

function textTests(query: URLSearchParams, field: string, value: (record: TwinRecord) => string): Test<TwinRecord>[] {
  return Object.entries(operators).flatMap(([operator, compare]) => {
    const wanted = query.get(field + operator)?.toLowerCase();
    return wanted === undefined ? [] : [(record: TwinRecord) => compare(value(record).toLowerCase(), wanted)];
  });
}

function presenceTests(query: URLSearchParams): Test<TwinRecord>[] {
  return [
    ...(query.has('comment.present') ? [(record: TwinRecord) => record.comment !== null] : []),
    ...(query.has('comment.absent') ? [(record: TwinRecord) => record.comment === null] : []),
  ];
}

/** Tags are `name:value`; `tag_match=any` takes a record that passes one of the tag tests. */
function tagTests(query: URLSearchParams): Test<TwinRecord>[] {
  const tests = Object.entries(operators).flatMap(([operator, compare]) => {
    const wanted = operator ? query.get(`tag${operator}`)?.toLowerCase() : undefined;
    return wanted === undefined
      ? []
      : [(record: TwinRecord) => record.tags.some(tag => compare(tag.toLowerCase(), wanted))];
  });
  if (query.get('tag_match') !== 'any' || tests.length === 0) return tests;
  return [record => tests.some(test => test(record))];
}

function otherTests(query: URLSearchParams): Test<TwinRecord>[] {
  const proxied = query.get('proxied');
  const search = query.get('search')?.toLowerCase();
  return [
    ...(proxied === null ? [] : [(record: TwinRecord) => String(record.proxied) === proxied]),
    ...(search === undefined ? [] : [(record: TwinRecord) => text(record).includes(search)]),
  ];
}

function text({ name, content, comment }: TwinRecord): string {
  return `${name} ${content} ${comment ?? ''}`.toLowerCase();
}
