/** mailcow's calls: POST for every write, GET for every look, whatever is done with what (data/web/json_api.php). */
import type { Answer, Handler, Routes, TwinRequest } from '../../http/request.ts';
import { addAlias, addFilter, deleteAliases, deleteFilters, editAlias, editFilter, shownAlias } from './aliases.ts';
import { failed, type Outcome, outcomes, shown } from './answers.ts';
import { type BodyOf, bodyOf, itemsOf } from './bodies.ts';
import {
  addAliasDomain,
  addDomain,
  addKeys,
  deleteDomain,
  deleteKeys,
  editDomain,
  importKey,
  shownDomain,
  shownKey,
} from './domains.ts';
import { addMailbox, deleteMailboxes, editLimits, editMailbox, shownMailbox } from './mailboxes.ts';
import type { Store } from './store.ts';

type Add = (store: Store, body: never) => Outcome[];
type Edit = (store: Store, items: string[], attr: Record<string, unknown>) => Outcome[];
type Delete = (store: Store, items: string[]) => Outcome[];

const adds: Partial<Record<BodyOf, Add>> = {
  'add/domain': addDomain,
  'add/alias-domain': addAliasDomain,
  'add/mailbox': addMailbox,
  'add/alias': addAlias,
  'add/filter': addFilter,
  'add/dkim': addKeys,
  'add/dkim_import': importKey,
};

const edits: Partial<Record<BodyOf, Edit>> = {
  'edit/domain': editDomain,
  'edit/mailbox': editMailbox,
  'edit/rl-mbox': (store, items, attr) => editLimits(store, items, attr, 'mailboxes'),
  'edit/rl-domain': (store, items, attr) => editLimits(store, items, attr, 'domains'),
  'edit/alias': editAlias,
  'edit/filter': editFilter,
};

const deletes: Record<string, Delete> = {
  'delete/domain': deleteDomain,
  'delete/mailbox': deleteMailboxes,
  'delete/alias': deleteAliases,
  'delete/filter': deleteFilters,
  'delete/dkim': deleteKeys,
};

export interface Rules {
  /** SPLIT_DKIM_255 of vars.local.inc.php. */
  splitDkim: boolean;
  /** Keys that may only look are refused what writes. */
  mayWrite(request: TwinRequest): boolean;
}

export function routesOf(store: Store, { splitDkim, mayWrite }: Rules): Routes {
  const write =
    (handler: Handler): Handler =>
    request =>
      mayWrite(request) ? handler(request) : failed(403, 'API read/write access denied');
  const writes = (kind: string, run: (request: TwinRequest) => Answer): Routes => ({
    [`POST /api/v1/${kind}`]: write(run),
    // The real one takes its path apart at slashes: one more at the end is nothing.
    [`POST /api/v1/${kind}/`]: write(run),
  });
  const all: Routes[] = [
    ...Object.entries(adds).map(([kind, run]) =>
      writes(kind, request => outcomes(run(store, bodyOf<never>(request, kind as BodyOf)), [kind])),
    ),
    ...Object.entries(edits).map(([kind, run]) =>
      writes(kind, request => {
        const { items, attr } = bodyOf<{ items: string | string[]; attr: object }>(request, kind as BodyOf);
        return outcomes(run(store, [items].flat().map(String), { ...attr }), [kind]);
      }),
    ),
    ...Object.entries(deletes).map(([kind, run]) =>
      writes(kind, request => outcomes(run(store, itemsOf(request)), [kind])),
    ),
  ];
  return { ...Object.assign({}, ...all), ...looks(store, splitDkim) };
}

function looks(store: Store, splitDkim: boolean): Routes {
  /** Of a domain that is not there, everything of the server is shown: its filter falls through to "all". */
  const within = (domain: string | undefined) => (each: { domain: string }) =>
    domain === undefined || !store.domains.has(domain) || each.domain === domain;
  const mailboxes = ({ params }: TwinRequest) =>
    shown([...store.mailboxes.values()].filter(within(params.domain)).map(each => shownMailbox(store, each) ?? {}));
  const aliases = ({ params }: TwinRequest) => {
    const ofDomain = ({ domain }: { domain: string }) => params.domain === undefined || domain === params.domain;
    return shown([...store.aliases.values()].filter(ofDomain).map(shownAlias));
  };
  const filtersOf = (username?: string) =>
    shown([...store.filters.values()].filter(filter => username === undefined || filter.username === username));
  return {
    'GET /api/v1/get/domain/all': () => shown([...store.domains.keys()].map(name => shownDomain(store, name) ?? {})),
    'GET /api/v1/get/domain/:domain': ({ params }) => shown(shownDomain(store, params.domain ?? '')),
    'GET /api/v1/get/mailbox/all': mailboxes,
    'GET /api/v1/get/mailbox/all/:domain': mailboxes,
    'GET /api/v1/get/mailbox/:user': ({ params }) => shown(shownMailbox(store, store.mailboxes.get(params.user ?? ''))),
    'GET /api/v1/get/alias/all': aliases,
    'GET /api/v1/get/alias/all/:domain': aliases,
    'GET /api/v1/get/filters/all': () => filtersOf(),
    'GET /api/v1/get/filters/:user': ({ params }) => filtersOf(params.user),
    'GET /api/v1/get/dkim/:domain': ({ params }) => shown(shownKey(store, params.domain ?? '', splitDkim)),
    'GET /api/v1/get/rl-mbox/:user': ({ params }) => shown(store.rates.get(params.user ?? '')),
  };
}
