/** The log of API calls: what a client did, for tests and for the demo. */
export interface Call {
  method: string;
  /** Below /client/v4, without the query. */
  path: string;
  query: string;
  /** HTTP status; 0 where no answer was given. */
  status: number;
  /** Name of the token, never its value; empty where it is not known. */
  token: string;
  /** Epoch milliseconds on the sandbox's clock. */
  at: number;
}

export interface CallFilter {
  method?: string;
  /** Part of the path, or a pattern. */
  path?: string | RegExp;
  status?: number;
  token?: string;
}

export function countCalls(calls: readonly Call[], filter: CallFilter = {}): number {
  return calls.filter(call => matches(call, filter)).length;
}

function matches(call: Call, { method, path, status, token }: CallFilter): boolean {
  const onPath = typeof path === 'string' ? call.path.includes(path) : (path?.test(call.path) ?? true);
  return (
    onPath &&
    (method === undefined || method === call.method) &&
    (status === undefined || status === call.status) &&
    (token === undefined || token === call.token)
  );
}
