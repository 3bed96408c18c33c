/** What Mailyard leans on beside Cloudflare: a resolver, the key that seals secrets, and the place of the state. */
import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type CheckResult, checkResult, type Finding, fail, pass, unknown } from '../audit/verdict.ts';
import type { Query } from '../dns/client.ts';
import { formatServer, resolverFrom, type Server } from '../dns/server.ts';
import { MailyardError } from '../error.ts';
import { openKeys } from '../secrets/seal.ts';
import { type Backend, type FileBackend, layoutVersion } from '../state/backend.ts';
import { heldLocks } from '../state/lock.ts';
import { readState } from '../state/read.ts';

/** `name`: one of the estate's zones, or the root where there is none. Whether it exists does not matter here. */
export async function resolverCheck(env: NodeJS.ProcessEnv, name: string, query: Query): Promise<CheckResult> {
  let server: Server;
  try {
    server = resolverFrom(env);
  } catch (error) {
    return checkResult('resolver', [problem(error)]);
  }
  const { status, detail } = await query({ name, type: 'SOA', server, recursion: true });
  const address = `${formatServer(server)}${env.MAILYARD_DNS ? ' (MAILYARD_DNS)' : ''}`;
  const fix = 'Name another one in MAILYARD_DNS (host:port); audit and verification ask it.';
  const findings: Partial<Record<typeof status, Finding>> = {
    refused: fail('resolver-refuses', `${address} refuses to answer.`, { fix }),
    servfail: unknown('resolver-failed', `${address} could not resolve ${name}.`, { fix }),
    timeout: unknown('resolver-silent', `${address} did not answer${detail ? `: ${detail}` : ''}.`, { fix }),
    malformed: unknown('resolver-malformed', `${address} did not answer in DNS: ${detail}.`, { fix }),
  };
  return checkResult('resolver', [findings[status] ?? pass('resolver', `${address} answers.`)]);
}

/** Not set is a warning: an estate without mailboxes and keys of its own needs none. */
export function keyCheck({ MAILYARD_KEY: text }: NodeJS.ProcessEnv): CheckResult {
  try {
    const [{ id }, ...others] = openKeys(text);
    const opens = others.length > 0 ? `, and ${others.map(key => key.id).join(', ')} open` : '';
    return checkResult('key', [pass('key', `MAILYARD_KEY is set: key ${id} seals${opens}.`)]);
  } catch (error) {
    const found = problem(error);
    return checkResult('key', [found.rule === 'key-missing' ? { ...found, verdict: 'warn' } : found]);
  }
}

export async function stateCheck(backend: Backend, project: string, env: NodeJS.ProcessEnv): Promise<CheckResult> {
  try {
    const findings = backend.kind === 'file' ? await fileFindings(backend, project) : [];
    if (findings.length > 0) return checkResult('state', findings);
    const { stacks } = await readState(backend, project, { env });
    const filled = stacks.filter(({ resources }) => resources.length > 0).map(({ stack }) => stack);
    const holds = filled.length > 0 ? filled.join(', ') : 'nothing yet';
    return checkResult('state', [pass('state', `${backend.url} holds ${holds}; nobody has locked it.`)]);
  } catch (error) {
    // Of a back end of the CLI nobody can tell a wrong login from a network that is down.
    return checkResult('state', [{ ...problem(error), verdict: backend.kind === 'cli' ? 'unknown' : 'fail' }]);
  }
}

/** What stands in the way of an `up`; nothing where the state can be read and written. */
async function fileFindings(backend: FileBackend, project: string): Promise<Finding[]> {
  if (!(await isWritable(backend.root))) {
    const fix = 'Give yourself the right to write there, or name another place: PULUMI_BACKEND_URL, or --state.';
    return [fail('state-readonly', `${backend.root} cannot be written.`, { fix })];
  }
  if (backend.default && (await layoutVersion(backend)) === undefined) {
    return [pass('state', `None yet: the first \`up\` makes it in ${backend.root}.`)];
  }
  const held = await heldLocks(backend, project);
  return [...held].map(([stack, holders]) =>
    fail('locked', `Stack ${stack} is in use by ${holders.join(' and ')}.`, {
      fix: `Wait for it to end; if it is no longer there: pulumi cancel --stack ${stack}`,
    }),
  );
}

/** The folder, or the nearest above it that is there. */
async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return true;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT' && dirname(folder) !== folder;
    return missing && isWritable(dirname(folder));
  }
}

function problem(error: unknown): Finding {
  if (!(error instanceof MailyardError)) throw error;
  return fail(error.code, error.message.replace(/[^.]$/, '$&.'), { fix: error.fix });
}
