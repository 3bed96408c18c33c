/** The programs that run Mailyard: its Node, and the Pulumi CLI where there is one. */
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type CheckResult, checkResult, fail, pass, unknown } from '../audit/verdict.ts';
import { pulumiAvailable } from '../engine/pulumi.ts';
import type { Backend } from '../state/backend.ts';

const NODE = 24;
const NODE_FIX = 'Run `npm install` in the project: the package `node` among its devDependencies brings Node 24.';

export function nodeCheck(version = process.versions.node): CheckResult {
  const old = fail('node-old', `This is Node ${version}; Mailyard needs ${NODE}.`, { fix: NODE_FIX });
  return checkResult('node', [majorOf(version) < NODE ? old : pass('node', `Node ${version}.`)]);
}

export interface PulumiPlace {
  env: NodeJS.ProcessEnv;
  /** Where Pulumi.yaml is, or would be. */
  folder: string;
  backend: Backend;
  /** What of the estate only its plugins can make, in words: `the zone acme.example`. */
  needed: string[];
}

/** Optional: the embedded engine does without it, as long as the state is in files and nothing but records is written. */
export async function pulumiCheck({ env, folder, backend, needed }: PulumiPlace): Promise<CheckResult> {
  const version = await pulumiAvailable(env);
  if (version === undefined) return checkResult('pulumi', [withoutPulumi(backend, needed)]);
  const problems = [hostProblem(env), projectProblem(folder), await nodeProblem(env, folder)];
  const found = problems.filter(problem => problem !== undefined);
  return checkResult('pulumi', found.length > 0 ? found : [pass('pulumi', `Pulumi ${version} with its Node host.`)]);
}

function withoutPulumi({ kind, url }: Backend, needed: string[]) {
  const missing = (why: string) =>
    fail('pulumi-missing', `${why}, and it is not on the PATH.`, {
      fix: 'Install it: https://www.pulumi.com/docs/install/',
    });
  if (kind !== 'file') return missing(`The state is at ${url}, which only the Pulumi CLI reads`);
  const more = needed.length > 1 ? ` and ${needed.length - 1} more of the estate` : '';
  if (needed.length > 0) return missing(`Only the Pulumi CLI can make ${needed[0]}${more}`);
  return pass('pulumi', 'Not installed and not needed: `up` has an engine of its own for a state in files.');
}

const OR_EMBEDDED = 'or use `--engine embedded`.';

function hostProblem({ PATH = '' }: NodeJS.ProcessEnv) {
  if (PATH.split(delimiter).some(folder => isExecutable(join(folder, 'pulumi-language-nodejs')))) return undefined;
  return fail('pulumi-host', 'The Pulumi CLI is there, but not its Node host, pulumi-language-nodejs.', {
    fix: `Install Pulumi as a whole, ${OR_EMBEDDED}`,
  });
}

function projectProblem(folder: string) {
  if (existsSync(join(folder, 'Pulumi.yaml'))) return undefined;
  return fail('no-project', 'There is no Pulumi.yaml here or above, so Pulumi has no program to run.', {
    fix: `Make one with \`mailyard init\`, ${OR_EMBEDDED}`,
  });
}

/** Pulumi takes the first `node` of the PATH, in front of which `mailyard` and `npm run pulumi` put the project's own. */
async function nodeProblem(env: NodeJS.ProcessEnv, folder: string) {
  const PATH = [join(folder, 'node_modules/.bin'), env.PATH ?? ''].join(delimiter);
  try {
    const { stdout } = await promisify(execFile)('node', ['--version'], { env: { ...env, PATH } });
    if (majorOf(stdout.trim().slice(1)) >= NODE) return undefined;
    return fail('pulumi-node', `Pulumi would find Node ${stdout.trim().slice(1)}; Mailyard needs ${NODE}.`, {
      fix: NODE_FIX,
    });
  } catch (error) {
    return unknown('pulumi-node', `Which Node Pulumi would find is not known: ${(error as Error).message}`);
  }
}

const majorOf = (version: string): number => Number(version.split('.', 1)[0]);

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
