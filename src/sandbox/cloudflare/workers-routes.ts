/** The Workers part of the API: scripts, and the hosts that they serve. */
import { type Answer, ok } from './answer.ts';
import { isId, requireScope } from './auth.ts';
import { parseBody } from './body.ts';
import { noRoute } from './refusal.ts';
import type { Request } from './routes.ts';
import { attach, detach, domainJson, getDomain, listDomains } from './worker-domains.ts';
import { contentAnswer, deleteScript, getScript, putScript, scriptJson, settingsJson } from './workers.ts';

/** `rest`: the path below `/accounts/<id>/workers`. */
export function workersRoute(request: Request, [kind = '', ...rest]: string[]): Answer {
  requireScope(request.token, request.method === 'GET' ? 'workers:read' : 'workers:edit');
  const answer = rest.length <= 2 ? kinds[kind]?.(request, ...rest) : undefined;
  if (answer) return answer;
  throw noRoute(request.path);
}

const kinds: Readonly<Record<string, (request: Request, id?: string, part?: string) => Answer | undefined>> = {
  scripts: scriptsRoute,
  domains: domainsRoute,
};

function scriptsRoute({ cloud, token, method, form }: Request, name?: string, part?: string): Answer | undefined {
  const { account } = token;
  if (name === undefined) {
    const own = [...cloud.scripts.values()].filter(script => script.account === account);
    return method === 'GET' ? ok(own.map(scriptJson)) : undefined;
  }
  if (part !== undefined) {
    if (method !== 'GET') return undefined;
    if (part === 'settings') return ok(settingsJson(getScript(cloud, account, name)));
    return part === 'content' ? contentAnswer(getScript(cloud, account, name)) : undefined;
  }
  switch (method) {
    case 'PUT':
      return putScript(cloud, account, name, form);
    case 'GET':
      return contentAnswer(getScript(cloud, account, name));
    case 'DELETE':
      return deleteScript(cloud, account, name);
    default:
      return undefined;
  }
}

function domainsRoute(request: Request, id?: string, part?: string): Answer | undefined {
  const { cloud, token, method, query, body } = request;
  if (id === undefined) {
    if (method === 'PUT') return attach(cloud, token, parseBody(body));
    return method === 'GET' ? listDomains(cloud, token.account, query) : undefined;
  }
  if (!isId(id) || part !== undefined) return undefined;
  if (method === 'DELETE') return detach(cloud, token.account, id);
  return method === 'GET' ? ok(domainJson(cloud, getDomain(cloud, token.account, id))) : undefined;
}
