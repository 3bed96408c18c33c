/** What Stalwart's answers mean. Nearly all are 200: a method that failed, or an object within it, stands in the body. Pure. */
import type { FailureKind } from '../failure.ts';
import type { HttpAnswer, Verdict } from '../http.ts';

interface Fault {
  type: string;
  description?: string;
  properties?: string[];
  objectId?: { object: string; id: string };
  linkedObjects?: { object: string; id: string }[];
  validationErrors?: { type: string; property: string }[];
}

export function judge({ status, body }: HttpAnswer): Verdict | 'good' | undefined {
  const { methodResponses, apiUrl, type, limit } = (body ?? {}) as Record<string, unknown>;
  if (type === 'urn:ietf:params:jmap:error:limit' && limit === 'maxConcurrentRequests') return { kind: 'limited' };
  if (status !== 200) return undefined;
  if (!Array.isArray(methodResponses)) return typeof apiUrl === 'string' ? 'good' : { kind: 'lost' };
  const fault = (methodResponses as [string, object][]).flatMap(([name, response]) => faultsIn(name, response))[0];
  return fault ? { kind: kinds[fault.type] ?? 'refused', said: wordsOf(fault) } : 'good';
}

/** `title` and `detail` of RFC 7807. */
export const said = (body: unknown): string | undefined => (body as { detail?: string } | undefined)?.detail;

function faultsIn(name: string, response: object): Fault[] {
  if (name === 'error') return [response as Fault];
  const { notCreated, notUpdated, notDestroyed } = response as Record<string, Record<string, Fault>>;
  return [notCreated, notUpdated, notDestroyed].flatMap(each => Object.values(each ?? {}));
}

const kinds: Record<string, FailureKind> = {
  primaryKeyViolation: 'exists',
  notFound: 'missing',
  forbidden: 'forbidden',
  rateLimit: 'limited',
  serverFail: 'lost',
  serverUnavailable: 'lost',
  serverPartialFail: 'lost',
};

/** `primaryKeyViolation: email, of Account b`; `objectIsLinked: linked to Account b, Account c`. */
function wordsOf({ type, description, properties = [], objectId, ...fault }: Fault): string {
  const { linkedObjects = [], validationErrors = [] } = fault;
  const details = [
    description,
    ...properties,
    ...validationErrors.map(each => `${each.property} ${each.type}`),
    linkedObjects.length > 0 && `linked to ${linkedObjects.map(named).join(', ')}`,
    linkedObjects.length === 0 && objectId && `of ${named(objectId)}`,
  ];
  const words = details.filter(Boolean).join(', ');
  return words ? `${type}: ${words}` : type;
}

const named = ({ object, id }: { object: string; id: string }): string => `${object} ${id}`;
