/** `x:Domain`, `x:Account` and `x:DkimSignature`: get, query and set, as crates/jmap/src/registry has them. */
import type { BodyFault } from '../strict.ts';
import { accountsOf } from './accounts.ts';
import { domainsOf } from './domains.ts';
import { type Arguments, argumentFaults, type Method, MethodError, patched, type SetError } from './jmap.ts';
import type { Kind, May } from './kind.ts';
import type { Account, Domain, Signature } from './objects.ts';
import { signaturesOf } from './signatures.ts';
import { type Kept, keep, numberOf, type Store } from './store.ts';

/** Of the administrator who calls: objects belong to the server, and yet each call names an account. */
export const ADMIN_ID = 'd333333';

const MOST_GOT = 500;
const MOST_SET = 500;
const MOST_QUERIED = 5000;

export function methodsOf(store: Store, may: May): Record<string, Method> {
  return {
    ...methods(domainsOf(store), store, may),
    ...methods(accountsOf(store), store, may),
    ...methods(signaturesOf(store), store, may),
  };
}

function methods<T extends Account | Domain | Signature>(
  kind: Kind<T>,
  store: Store,
  may: May,
): Record<string, Method> {
  const { name, kept, filters } = kind;

  function get(args: Arguments): object {
    allow(args, argumentFaults.get, may(`sys${name}Get`));
    const { ids, properties } = args as { ids?: string[] | null; properties?: string[] | null };
    const wanted = ids ?? [...kept.keys()].slice(0, MOST_GOT);
    if (wanted.length > MOST_GOT) throw new MethodError('requestTooLarge', TOO_LARGE);
    const list = wanted.flatMap(id => {
      const object = kept.get(id);
      return object ? [only({ id, ...kind.shown(object) }, properties)] : [];
    });
    return { accountId: ADMIN_ID, list, notFound: wanted.filter(id => !kept.has(id)) };
  }

  /**
   * Sorted by id, the newest first. But without a total, and unless `position` is 0, the page is cut from the oldest first and
   * then turned round (registry/query.rs): pages fit together only if all ask for the total.
   */
  function query(args: Arguments): object {
    allow(args, argumentFaults.query, may(`sys${name}Query`));
    const { filter, position, limit, calculateTotal, sort } = args as {
      filter?: Record<string, unknown> | null;
      position?: number;
      limit?: number | null;
      calculateTotal?: boolean;
      sort?: { property: string; isAscending?: boolean }[] | null;
    };
    const most = Math.min(limit ?? MOST_QUERIED, MOST_QUERIED);
    const [{ property, isAscending = true } = { property: 'id', isAscending: false }] = sort ?? [];
    if (property !== 'id')
      throw new MethodError('unsupportedSort', `Property ${property} is not supported for sorting`);
    const conditions = conditionsIn(filter ?? {});
    const found = [...kept].filter(([, object]) => conditions.every(holds => holds(object)));
    const oldest = found.map(([id]) => id).sort((a, b) => numberOf(a) - numberOf(b));
    const turned = (ids: string[]) => (isAscending ? ids : ids.toReversed());
    const early = !calculateTotal && position !== 0;
    const start = position ?? 0;
    const page = early ? turned(oldest.slice(start, start + most)) : turned(oldest).slice(start, start + most);
    return {
      ...{ accountId: ADMIN_ID, queryState: 'n', canCalculateChanges: true, position: early ? 0 : start, ids: page },
      ...(calculateTotal && { total: oldest.length }),
    };
  }

  function conditionsIn(filter: Record<string, unknown>) {
    return Object.entries(filter).map(([property, value]) => {
      const compare = filters[property];
      if (compare && typeof value === 'string') return (object: T) => compare(object, value);
      throw new MethodError('unsupportedFilter', `Filter on property ${property} is not supported or invalid`);
    });
  }

  function set(args: Arguments): object {
    allow(args, argumentFaults.set, true);
    const { create, update, destroy } = args as Changes;
    allowSet(name, args as Changes, may);
    const count = Object.keys({ ...create, ...update }).length + (destroy?.length ?? 0);
    if (count > MOST_SET) throw new MethodError('requestTooLarge', TOO_LARGE);
    const response: Record<string, Record<string, unknown>> = {};
    const note = (list: string, id: string, outcome: unknown) => {
      response[list] = { ...response[list], [id]: outcome };
    };

    for (const [clientId, given] of Object.entries(create ?? {})) {
      const object = patched({} as T, given);
      const refused = check(undefined, object, undefined);
      if (refused) note('notCreated', clientId, refused);
      else note('created', clientId, { id: keep(store, kept, object) });
    }
    for (const [id, patch] of Object.entries(update ?? {})) {
      const before = kept.get(id);
      const refused = destroy?.includes(id) ? { type: 'willDestroy' } : before ? changed(id, before, patch) : NOT_FOUND;
      if (refused) note('notUpdated', id, refused);
      else note('updated', id, null);
    }
    const destroyed: string[] = [];
    for (const id of destroy ?? []) {
      const linkedObjects = kind.linked(id);
      if (!kept.has(id)) note('notDestroyed', id, NOT_FOUND);
      else if (linkedObjects.length > 0)
        note('notDestroyed', id, { type: 'objectIsLinked', objectId: { object: name, id }, linkedObjects });
      else if (kept.delete(id)) destroyed.push(id);
    }
    return { accountId: ADMIN_ID, ...response, ...(destroyed.length > 0 && { destroyed }) };
  }

  function changed(id: string, before: Kept<T>, patch: Arguments): SetError | undefined {
    const { createdAt, ...own } = before;
    const after = patched(own as unknown as T, patch);
    const refused = check(id, after, before);
    if (!refused) kept.set(id, { ...after, createdAt });
    return refused;
  }

  function check(id: string | undefined, object: T, before: T | undefined): SetError | undefined {
    const fault = kind.fault(object);
    return fault ? patchError(fault) : kind.refusal(id, object, before, may);
  }

  return { [`x:${name}/get`]: get, [`x:${name}/query`]: query, [`x:${name}/set`]: set };
}

interface Changes {
  create?: Record<string, Arguments> | null;
  update?: Record<string, Arguments> | null;
  destroy?: string[] | null;
}

const NOT_FOUND: SetError = { type: 'notFound' };
const TOO_LARGE =
  'The number of ids requested by the client exceeds the maximum number the server is willing to process in a single method call.';

function allow(args: Arguments, faultOf: (args: unknown) => string | undefined, isAllowed: boolean): void {
  const fault = faultOf(args);
  if (fault !== undefined) throw new MethodError('invalidArguments', fault);
  if (!isAllowed) throw new MethodError('forbidden', 'You are not authorized to perform this action');
  if (args.accountId !== ADMIN_ID)
    throw new MethodError('accountNotFound', 'The accountId does not correspond to a valid account');
}

/** Only what is asked for needs its right, but one of the three must be there (api/auth.rs, validate_set). */
function allowSet(name: string, { create, update, destroy }: Changes, may: May): void {
  const [canCreate, canUpdate, canDestroy] = ['Create', 'Update', 'Destroy'].map(each => may(`sys${name}${each}`));
  const forbid = (what: string) => {
    throw new MethodError('forbidden', `You are not authorized to ${what} objects of this type`);
  };
  if (!canCreate && !canUpdate && !canDestroy) forbid('create, update or destroy');
  if (!canCreate && Object.keys(create ?? {}).length > 0) forbid('create');
  if (!canUpdate && Object.keys(update ?? {}).length > 0) forbid('update');
  if (!canDestroy && (destroy ?? []).length > 0) forbid('destroy');
}

function patchError({ kind, field }: BodyFault): SetError {
  if (kind === 'missing')
    return { type: 'validationFailed', validationErrors: [{ type: 'Required', property: field }] };
  const description = kind === 'unknown' ? 'Invalid property' : 'Invalid value for property.';
  return { type: 'invalidPatch', description, properties: [field.replaceAll('.', '/')] };
}

const only = (object: Record<string, unknown>, properties: string[] | null | undefined): object =>
  properties?.length
    ? Object.fromEntries(Object.entries(object).filter(([name]) => name === 'id' || properties.includes(name)))
    : object;
