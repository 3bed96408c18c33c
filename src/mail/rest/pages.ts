/** All items of a list that comes in pages. */
import type { ListCall, Paging } from '../../inventory/api.ts';
import { ProviderFailure } from '../failure.ts';
import type { HttpAnswer, HttpRequest } from '../http.ts';
import type { Api } from './api.ts';
import { at } from './dotted.ts';

/** A provider that goes on and on says nothing that can be relied on. */
const MOST_PAGES = 10_000;

type Request = Omit<HttpRequest, 'doing'>;

export async function allItems(
  { http, baseUrl }: Pick<Api, 'http' | 'baseUrl'>,
  list: ListCall,
  all: Request,
  doing: string,
) {
  const items: unknown[] = [];
  const asked = new Set<string>();
  let request: Request | undefined = firstPage(all, list.paging);
  for (let page = 0; request; page += 1) {
    const key = JSON.stringify([request.path, request.query]);
    if (page === MOST_PAGES || asked.has(key)) throw endless(doing);
    asked.add(key);
    const answer = await http.answer({ ...request, doing, again: true });
    const found = at(answer.body, list.items);
    if (!Array.isArray(found)) throw noList(list, doing);
    items.push(...found);
    request = nextPage(request, list.paging ?? {}, {
      baseUrl,
      doing,
      answer,
      page,
      onPage: found.length,
      seen: items.length,
    });
  }
  return items;
}

function firstPage(request: Request, paging: Paging = {}): Request {
  const { page, first = 1, offset, size, items } = paging;
  return withQuery(request, {
    ...(page && { [page]: first }),
    ...(offset && { [offset]: 0 }),
    ...(size && { [size]: items }),
  });
}

interface Seen {
  baseUrl: string;
  doing: string;
  answer: HttpAnswer;
  /** Pages before this one. */
  page: number;
  onPage: number;
  /** Items up to here. */
  seen: number;
}

/** Undefined after the last page. */
function nextPage(request: Request, paging: Paging, progress: Seen): Request | undefined {
  const { answer, page, onPage, seen } = progress;
  const { page: number, first = 1, offset, items = 0, total, next, cursor, link } = paging;
  if (link) return elsewhere(request, linkToNext(answer.headers.get('link') ?? ''), progress);
  if (next) {
    const shown = at(answer.body, next);
    const token =
      shown === null || shown === false || shown === '' ? undefined : (shown as string | number | undefined);
    if (!cursor) return elsewhere(request, token, progress);
    return token === undefined ? undefined : withQuery(request, { [cursor]: token });
  }
  const all = total === undefined ? undefined : Number(at(answer.body, total));
  if (onPage === 0 || (all === undefined ? onPage < items : seen >= all)) return undefined;
  if (number) return withQuery(request, { [number]: first + page + 1 });
  return offset ? withQuery(request, { [offset]: seen }) : undefined;
}

const withQuery = (request: Request, query: NonNullable<HttpRequest['query']>): Request => ({
  ...request,
  query: { ...request.query, ...query },
});

/** A URL of the answer has its own query. The credentials go to nobody but the API. */
function elsewhere(request: Request, to: unknown, { baseUrl, doing }: Seen): Request | undefined {
  if (to === undefined) return undefined;
  const here = new URL(/^https?:/.test(request.path) ? request.path : baseUrl + request.path);
  const next = URL.canParse(String(to), here.href) ? new URL(String(to), here) : undefined;
  if (next?.origin !== here.origin) throw strangePage(String(to), doing);
  return { ...request, path: next.href, query: {} };
}

/** RFC 8288 §3: `<https://…?page=2>; rel="next", <…>; rel="last"`. */
function linkToNext(header: string): string | undefined {
  for (const [, url, parameters = ''] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next\b)/i.test(parameters)) return url;
  }
  return undefined;
}

const failure = (message: string, fix: string): ProviderFailure => new ProviderFailure('refused', message, { fix });

const endless = (doing: string): ProviderFailure =>
  failure(
    `The pages never end when the provider is asked ${doing}.`,
    "Look at `paging` of its template: does the API take the query's names that stand there?",
  );

const strangePage = (url: string, doing: string): ProviderFailure =>
  failure(
    `The next page is said to be at ${url} when the provider is asked ${doing}, which is not its API.`,
    'Look at `paging.next` of its template; with `cursor` beside it, it is a token and no URL.',
  );

const noList = ({ items }: ListCall, doing: string): ProviderFailure =>
  failure(
    `The answer has no list${items ? ` at \`${items}\`` : ''} when the provider is asked ${doing}.`,
    "Correct `items` of the template's list call.",
  );
