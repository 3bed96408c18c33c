/** OData's query of `GET /users`: https://learn.microsoft.com/graph/query-parameters and …/aad-advanced-queries. */
import { Refused, type TwinRequest } from '../../http/request.ts';
import { badRequest, graphError } from './errors.ts';
import type { GraphUser } from './tenant.ts';

export interface UserQuery {
  keep(user: GraphUser): boolean;
  select: string[] | undefined;
  top: number;
  skip: number;
  count: boolean;
}

/** Facts §2 (unverified there) and https://learn.microsoft.com/graph/paging: 100, at most 999. */
const PAGE = { usual: 100, most: 999 };

const known = ['$top', '$select', '$filter', '$count', '$orderby', '$skiptoken'];

export function userQuery({ query, headers }: TwinRequest): UserQuery {
  const unknown = [...query.keys()].find(name => !known.includes(name));
  if (unknown === '$skip') throw new Refused(badRequest("'$skip' is not supported by the service."));
  if (unknown) throw new Refused(badRequest(`Unrecognized query argument specified: '${unknown}'.`));
  const count = query.get('$count') === 'true';
  const advanced = count && headers.consistencylevel === 'eventual';
  return {
    keep: filterOf(query.get('$filter'), advanced),
    select: query.get('$select')?.split(','),
    top: pageSize(query.get('$top')),
    skip: Number(query.get('$skiptoken') ?? 0),
    count,
  };
}

function pageSize(asked: string | null): number {
  if (asked === null) return PAGE.usual;
  const size = Number(asked);
  if (Number.isInteger(size) && size >= 1 && size <= PAGE.most) return size;
  throw new Refused(
    badRequest(`Invalid page size specified: '${asked}'. Must be between 1 and ${PAGE.most} inclusive.`),
  );
}

const fields = ['userPrincipalName', 'displayName'];

/** Of Graph's filters the twin knows `eq` and `endswith`, which is an advanced query. */
function filterOf(filter: string | null, advanced: boolean): UserQuery['keep'] {
  if (filter === null) return () => true;
  const [, field = '', text = ''] =
    /^endswith\((\w+), ?'((?:[^']|'')*)'\)$/i.exec(filter) ?? /^(\w+) eq '((?:[^']|'')*)'$/.exec(filter) ?? [];
  if (!fields.includes(field)) throw new Refused(graphError(400, 'BadRequest', `Invalid filter clause: ${filter}`));
  const wanted = text.replaceAll("''", "'").toLowerCase();
  const shown = (user: GraphUser) => String(user[field] ?? '').toLowerCase();
  if (!/^endswith/i.test(filter)) return user => shown(user) === wanted;
  if (advanced) return user => shown(user).endsWith(wanted);
  throw new Refused(
    graphError(
      400,
      'Request_UnsupportedQuery',
      "Operator 'endsWith' is not supported because the 'ConsistencyLevel:eventual' header is missing. Refer to https://aka.ms/graph-docs/advanced-queries for more information",
    ),
  );
}
