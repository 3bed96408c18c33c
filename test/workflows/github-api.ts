/** The twin of the part of GitHub's REST API that the workflows call: comments of issues. It refuses what GitHub refuses. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Comment {
  id: number;
  issue: number;
  body: string;
  user: { login: string };
}

export interface ApiToken {
  login: string;
  /** What the token may do with pull requests; that of a fork's run only reads. */
  pullRequests: 'read' | 'write';
}

export interface GithubApi {
  url: string;
  comments: Comment[];
  tokens: Map<string, ApiToken>;
  /** `GET /repos/…?page=1`. */
  calls: string[];
  close(): Promise<void>;
}

/** GitHub counts characters, and takes so many in a comment. */
const LONGEST_BODY = 65_536;

interface Answer {
  status: number;
  body: unknown;
}

const refused = (status: number, message: string): Answer => ({ status, body: { message } });

export async function startGithubApi(repository: string): Promise<GithubApi> {
  const state = { comments: [] as Comment[], tokens: new Map<string, ApiToken>(), calls: [] as string[] };
  const server = createServer(async (request, response) => {
    const { status, body } = answer(repository, state, request, await textOf(request));
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { ...state, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function answer(
  repository: string,
  { comments, tokens, calls }: Pick<GithubApi, 'comments' | 'tokens' | 'calls'>,
  { method = '', url = '', headers }: IncomingMessage,
  text: string,
): Answer {
  calls.push(`${method} ${url}`);
  if (!headers['user-agent']) return refused(403, 'Request forbidden by administrative rules.');
  if (headers['x-github-api-version'] !== '2022-11-28') return refused(400, 'Unsupported API version.');
  const token = tokens.get(headers.authorization?.replace(/^Bearer /, '') ?? '');
  if (!token) return refused(401, 'Bad credentials');
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [, issue, one] =
    new RegExp(`^/repos/${repository}/issues/(?:(\\d+)/comments|comments/(\\d+))$`).exec(pathname) ?? [];
  if (issue && method === 'GET') return list(comments, Number(issue), searchParams);
  if (!(issue && method === 'POST') && !(one && method === 'PATCH')) return refused(404, 'Not Found');
  if (token.pullRequests !== 'write') return refused(403, 'Resource not accessible by integration');
  if (!headers['content-type']?.startsWith('application/json')) return refused(415, 'Unsupported Media Type');
  const body = bodyOf(text);
  if (body === undefined) return refused(422, 'Validation Failed');
  return issue ? create(comments, Number(issue), body, token.login) : edit(comments, Number(one), body);
}

/** Oldest first, thirty a page and never more than a hundred, as GitHub gives them. */
function list(comments: Comment[], issue: number, query: URLSearchParams): Answer {
  const size = Math.min(Number(query.get('per_page') ?? 30), 100);
  const from = (Number(query.get('page') ?? 1) - 1) * size;
  const own = comments.filter(comment => comment.issue === issue);
  return { status: 200, body: own.slice(from, from + size).map(shown) };
}

function create(comments: Comment[], issue: number, body: string, login: string): Answer {
  const comment = { id: 1000 + comments.length, issue, body, user: { login } };
  comments.push(comment);
  return { status: 201, body: shown(comment) };
}

function edit(comments: Comment[], id: number, body: string): Answer {
  const comment = comments.find(each => each.id === id);
  if (!comment) return refused(404, 'Not Found');
  comment.body = body;
  return { status: 200, body: shown(comment) };
}

const shown = ({ id, body, user }: Comment) => ({ id, body, user });

/** The document has this one field, and it is not empty and not too long. */
function bodyOf(text: string): string | undefined {
  const { body, ...others } = JSON.parse(text);
  const fits = typeof body === 'string' && body.trim() !== '' && [...body].length <= LONGEST_BODY;
  return fits && Object.keys(others).length === 0 ? body : undefined;
}
