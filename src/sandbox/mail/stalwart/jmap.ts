/** JMAP as Stalwart speaks it (RFC 8620; crates/jmap-proto): requests, references from one call to another, errors of all three levels. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Refused, type TwinRequest } from '../../http/request.ts';
import { closed, strict } from '../strict.ts';

/** What a call says, after its references were resolved. */
export type Arguments = Record<string, unknown>;

export type Method = (args: Arguments) => object;

/** `notCreated.<id>` and its like. */
export interface SetError {
  type: string;
  description?: string;
  properties?: string[];
  objectId?: { object: string; id: string };
  linkedObjects?: { object: string; id: string }[];
  validationErrors?: { type: string; property: string }[];
}

/** Refuses one method call, not the whole request. */
export class MethodError extends Error {
  readonly type: string;

  constructor(type: string, description: string) {
    super(description);
    this.type = type;
  }
}

/** The whole request is refused, as RFC 7807 has it. */
export const problem = (status: number, type: string, detail: string, headers?: Record<string, string>): Answer => ({
  ...{ status, body: { type, status, detail }, contentType: 'application/problem+json' },
  ...(headers && { headers }),
});

const MOST_CALLS = 16;
const MOST_AT_ONCE = 4;
const CAPABILITIES = ['urn:ietf:params:jmap:core', 'urn:stalwart:jmap'];

const isRequest = strict(
  {
    using: { type: 'array', items: { type: 'string' } },
    methodCalls: { type: 'array', items: { type: 'array', minItems: 3, maxItems: 3 } },
    createdIds: { type: 'object' },
  },
  ['using', 'methodCalls'],
);

/** Lets so many in at once, of however many callers: here there is one administrator. */
export function doorkeeper() {
  let inside = 0;
  return async (answer: () => Answer): Promise<Answer> => {
    if (inside >= MOST_AT_ONCE) return tooMany();
    inside += 1;
    await sleep(1);
    inside -= 1;
    return answer();
  };
}

function tooMany(): Answer {
  const detail = 'The request exceeds the maximum number of concurrent requests.';
  const answer = problem(400, 'urn:ietf:params:jmap:error:limit', detail);
  return { ...answer, body: { ...(answer.body as object), limit: 'maxConcurrentRequests' } };
}

type Call = [name: string, args: Arguments, id: string];

/** Each call in its turn; one that fails stops no other. */
export function respond(request: TwinRequest, methods: Record<string, Method>): Answer {
  const calls = callsIn(request);
  const done: Call[] = [];
  for (const [name, args, id] of calls) done.push(carriedOut(name, args, id, done, methods));
  return { status: 200, body: { methodResponses: done, sessionState: 'a1b2c3' } };
}

function callsIn(request: TwinRequest): Call[] {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw refused('notJSON', 'Failed to parse JSON: the content type is none');
  const body = parsed(request);
  const fault = isRequest(body);
  if (fault !== undefined) throw refused('notRequest', fault);
  const { using, methodCalls } = body as { using: string[]; methodCalls: Call[] };
  for (const each of using)
    if (!CAPABILITIES.includes(each))
      throw refused(
        'unknownCapability',
        `The Request object used capability '${each}', which is not supportedby this server.`,
      );
  if (methodCalls.length > MOST_CALLS)
    throw refused('limit', 'The request exceeds the maximum number of calls in a single request.');
  return methodCalls;
}

function parsed(request: TwinRequest): unknown {
  try {
    return request.json();
  } catch (error) {
    throw refused('notJSON', `Failed to parse JSON: ${(error as Error).message}`);
  }
}

const refused = (type: string, detail: string) =>
  new Refused(problem(400, `urn:ietf:params:jmap:error:${type}`, detail));

function carriedOut(name: string, args: Arguments, id: string, done: Call[], methods: Record<string, Method>): Call {
  try {
    const method = methods[name];
    if (!method) throw new MethodError('unknownMethod', name);
    return [name, method(withCreated(resolved(args, done), done)) as Arguments, id];
  } catch (error) {
    if (!(error instanceof MethodError)) throw error;
    return ['error', { type: error.type, description: error.message }, id];
  }
}

/** `#ids: { resultOf, name, path }` becomes `ids`, for the two paths that lists of ids are at. */
function resolved(args: Arguments, done: Call[]): Arguments {
  const entries = Object.entries(args).map(([key, value]) =>
    key.startsWith('#') ? [key.slice(1), referred(value as Reference, done)] : [key, value],
  );
  return Object.fromEntries(entries);
}

/** `#new` in what is made stands for the id that an earlier call of the request gave to `new` (RFC 8620 §5.3, request.rs). */
function withCreated(args: Arguments, done: Call[]): Arguments {
  if (!args.create) return args;
  const made = done.flatMap(([, result]) => Object.entries((result.created ?? {}) as Record<string, { id: string }>));
  const ids = new Map(made.map(([key, each]) => [`#${key}`, each.id]));
  const text = JSON.stringify(args.create, (_, value) =>
    typeof value === 'string' ? (ids.get(value) ?? value) : value,
  );
  return { ...args, create: JSON.parse(text) };
}

interface Reference {
  resultOf: string;
  name: string;
  path: string;
}

function referred({ resultOf, name, path }: Reference, done: Call[]): string[] {
  const result = done.find(([called, , id]) => id === resultOf && called === name)?.[1];
  const found =
    path === '/list/*/id' ? (result?.list as { id: string }[] | undefined)?.map(({ id }) => id) : result?.ids;
  if (path !== '/ids' && path !== '/list/*/id') throw new MethodError('invalidResultReference', path);
  if (!found) throw new MethodError('invalidResultReference', `Failed to evaluate ${resultOf}`);
  return found as string[];
}

const id = { type: 'string', minLength: 1 };
const ids = { type: ['array', 'null'], items: id };
const objects = { type: ['object', 'null'], additionalProperties: { type: 'object' } };

/** The arguments of the three methods that each object has. What is unknown the server may let pass; here it does not. */
export const argumentFaults = {
  get: strict({ accountId: id, ids, properties: { type: ['array', 'null'], items: { type: 'string' } } }, [
    'accountId',
  ]),
  set: strict(
    { accountId: id, ifInState: { type: ['string', 'null'] }, create: objects, update: objects, destroy: ids },
    ['accountId'],
  ),
  query: strict(
    {
      ...{ accountId: id, filter: { type: ['object', 'null'] }, calculateTotal: { type: 'boolean' } },
      ...{ position: { type: 'integer' }, limit: { type: ['integer', 'null'], minimum: 0 } },
      ...{ anchor: { type: ['string', 'null'] }, anchorOffset: { type: 'integer' } },
      sort: {
        type: ['array', 'null'],
        items: closed({ property: { type: 'string' }, isAscending: { type: 'boolean' } }, ['property']),
      },
    },
    ['accountId'],
  ),
};

/** An object with a patch on it: the keys are pointers (`credentials/0/secret`), and null removes. RFC 8620 §5.3. */
export function patched<T extends object>(object: T, patch: Arguments): T {
  const copy = structuredClone(object) as Arguments;
  for (const [pointer, value] of Object.entries(patch)) {
    const path = pointer.split('/').map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = path.pop() as string;
    let inner = copy;
    for (const part of path) {
      inner[part] ??= {};
      inner = inner[part] as Arguments;
    }
    if (value === null) delete inner[last];
    else inner[last] = value;
  }
  return copy as T;
}
