/** Runs a workflow of this repository as GitHub's runner does: its YAML, its expressions, each `run` in a real bash in a real clone. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { type Step, useAction } from './actions.ts';
import { type Contexts, filled, isWanted, type Status } from './expressions.ts';
import { gitEnvironment, type Hub, REPOSITORY } from './hub.ts';

export interface Trigger {
  event: 'pull_request' | 'push' | 'workflow_dispatch';
  /** The commit that is checked out. */
  sha: string;
  /** Where it stands; default: on main. */
  ref?: string;
  pull?: number;
  inputs?: Record<string, string>;
  /** `github.token` of this run. */
  token: string;
  /** The machine's own environment: where the twins are. */
  env: NodeJS.ProcessEnv;
  /** A folder before all others on the PATH. */
  path?: string;
  /** Before a job with an environment: what happens while it waits for its yes. Answers whether it comes. */
  approve?: (environment: string) => Promise<boolean> | boolean;
}

export interface JobRun {
  result: Status | 'skipped';
  outputs: Record<string, string>;
  /** What went to the job's summary. */
  summary: string;
  /** All that its steps said. */
  log: string;
  /** The steps that ran, and how they ended. */
  steps: Record<string, Status>;
}

interface Job {
  needs?: string;
  if?: string;
  environment?: string;
  outputs?: Record<string, string>;
  permissions?: Record<string, string>;
  steps: Step[];
}

interface Workflow {
  defaults: { run: { shell: string } };
  env?: Record<string, string>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

export interface Runner {
  hub: Hub;
  trigger: Trigger;
  workspace: string;
  temp: string;
  /** What this job's token may write to. */
  permissions: Record<string, string>;
}

let runs = 0;

export async function runWorkflow(hub: Hub, name: string, trigger: Trigger): Promise<Record<string, JobRun>> {
  const workflow = parse(readFileSync(`.github/workflows/${name}.yml`, 'utf8')) as Workflow;
  // bash as GitHub starts it for `shell: bash`; without that there would be no pipefail.
  expect(workflow.defaults.run.shell).toBe('bash');
  const folder = join(hub.folder, `run-${++runs}`);
  const done: Record<string, JobRun> = {};
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const runner: Runner = {
      ...{ hub, trigger, workspace: join(folder, id, 'work'), temp: join(folder, id, 'temp') },
      permissions: { ...workflow.permissions, ...job.permissions },
    };
    done[id] = await runJob(runner, workflow, job, done);
  }
  return done;
}

async function runJob(runner: Runner, workflow: Workflow, job: Job, done: Record<string, JobRun>): Promise<JobRun> {
  const { hub, trigger } = runner;
  const needs = Object.fromEntries([job.needs ?? []].flat().map(id => [id, done[id]]));
  const skipped: JobRun = { result: 'skipped', outputs: {}, summary: '', log: '', steps: {} };
  if (Object.values(needs).some(need => need?.result !== 'success')) return skipped;
  const contexts: Contexts = {
    github: {
      ...{ token: trigger.token, repository: REPOSITORY, ref: trigger.ref ?? 'refs/heads/main' },
      event: { pull_request: { number: trigger.pull } },
    },
    ...{ secrets: hub.secrets, inputs: trigger.inputs ?? {}, needs, steps: {}, env: {} },
  };
  if (!isWanted(job.if, contexts, 'success')) return skipped;
  if (job.environment && !((await trigger.approve?.(job.environment)) ?? true)) return skipped;
  const env = filledAll(workflow.env, contexts);
  return runSteps(runner, job, { ...contexts, env }, env);
}

async function runSteps(runner: Runner, job: Job, contexts: Contexts, jobEnv: Record<string, string>): Promise<JobRun> {
  const { workspace, temp, trigger, hub } = runner;
  for (const path of [workspace, temp]) mkdirSync(path, { recursive: true });
  const run: JobRun = { result: 'success', outputs: {}, summary: '', log: '', steps: {} };
  const outputs: Record<string, { outputs: Record<string, string> }> = {};
  let paths: string[] = [standIns(temp), trigger.path ?? ''].filter(Boolean);
  for (const [index, step] of job.steps.entries()) {
    const here: Contexts = { ...contexts, steps: outputs };
    if (!isWanted(step.if, here, run.result as Status)) continue;
    const name = step.name ?? step.uses ?? `step ${index}`;
    if (step.uses) {
      useAction(runner, step);
      run.steps[name] = 'success';
      continue;
    }
    const files = commandFiles(temp, index);
    const { PATH = '', NODE_OPTIONS } = process.env;
    const { code, said } = await bash(join(temp, `${index}.sh`), filled(step.run, here), workspace, {
      ...{ NODE_OPTIONS, HOME: temp, LANG: 'C.UTF-8', ...gitEnvironment, ...trigger.env },
      ...{ PATH: [...paths, PATH].join(delimiter), CI: 'true', GITHUB_ACTIONS: 'true', RUNNER_TEMP: temp },
      ...{ GITHUB_REPOSITORY: REPOSITORY, GITHUB_API_URL: hub.api.url, GITHUB_SHA: trigger.sha },
      ...{ GITHUB_BASE_REF: trigger.pull === undefined ? '' : 'main', GITHUB_EVENT_NAME: trigger.event },
      ...{ GITHUB_WORKSPACE: workspace, ...files, ...jobEnv, ...filledAll(step.env, here) },
    });
    run.log += said;
    run.summary += textOf(files.GITHUB_STEP_SUMMARY);
    paths = [...textOf(files.GITHUB_PATH).split('\n').filter(Boolean).reverse(), ...paths];
    if (step.id) outputs[step.id] = { outputs: pairs(textOf(files.GITHUB_OUTPUT)) };
    run.steps[name] = code === 0 ? 'success' : 'failure';
    if (code !== 0) run.result = 'failure';
  }
  for (const secret of [trigger.token, ...Object.values(hub.secrets)]) {
    expect(`${run.log}${run.summary}`).not.toContain(secret);
  }
  return { ...run, outputs: filledAll(job.outputs, { ...contexts, steps: outputs }) };
}

const filledAll = (values: Record<string, string> = {}, contexts: Contexts): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, filled(value, contexts)]));

function commandFiles(temp: string, index: number): Record<string, string> {
  const names = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_PATH', 'GITHUB_ENV'];
  const files = Object.fromEntries(names.map(name => [name, join(temp, `${name}-${index}`)]));
  for (const file of Object.values(files)) writeFileSync(file, '');
  return files;
}

const textOf = (file: string | undefined): string => (file && existsSync(file) ? readFileSync(file, 'utf8') : '');

const pairs = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter(Boolean)
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

/** `npm ci` needs a registry: here it gives the packages that this checkout has. Nothing else of npm is known. */
function standIns(temp: string): string {
  const folder = join(temp, 'stand-ins');
  mkdirSync(folder, { recursive: true });
  const script = `#!/bin/sh\n[ "$*" = ci ] || { echo "npm $*: not known here" >&2; exit 1; }\nln -s '${resolve('node_modules')}' node_modules\n`;
  writeFileSync(join(folder, 'npm'), script);
  chmodSync(join(folder, 'npm'), 0o755);
  return folder;
}

function bash(
  file: string,
  script: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; said: string }> {
  writeFileSync(file, script);
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', file], { cwd, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (said += text));
  child.stdin.end();
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', code => done({ code: code ?? 1, said }));
  });
}
