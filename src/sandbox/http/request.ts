/** One request as a twin's handlers see it. */
export interface TwinRequest {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  /** What stands in the place of `:name` in the route's path, decoded. */
  params: Record<string, string>;
  body: string;
  /** The body as JSON; undefined for an empty one. Throws SyntaxError. */
  json(): unknown;
  /** The fields of a body of either form type. */
  form(): Promise<FormData>;
}

export interface Answer {
  status: number;
  /** An object goes out as JSON, a string as it is; undefined is no body. */
  body?: unknown;
  contentType?: string;
  headers?: Record<string, string>;
}

export type Handler = (request: TwinRequest) => Answer | Promise<Answer>;

/** A handler that throws this gives that answer. */
export class Refused extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

/** `POST /users/:key` → handler. The first one that fits is taken. */
export type Routes = Readonly<Record<string, Handler>>;

interface Found {
  handler: Handler;
  params: Record<string, string>;
}

export function router(routes: Routes): (method: string, path: string) => Found | undefined {
  const compiled = Object.entries(routes).map(([route, handler]) => {
    const [method, path] = route.split(' ', 2) as [string, string];
    return { method, pattern: patternOf(path), handler };
  });
  return (method, path) => {
    for (const { pattern, handler, ...route } of compiled) {
      const match = route.method === method ? pattern.exec(path) : null;
      if (match) return { handler, params: decoded(match.groups ?? {}) };
    }
    return undefined;
  };
}

function patternOf(path: string): RegExp {
  const escaped = path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}

const decoded = (groups: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
