/** Pulumi's program: a stack is a segment, and its resources are that segment's list. */
import { homedir } from 'node:os';
import { relative, resolve } from 'node:path';
import pulumi from '@pulumi/pulumi';
import { refuseLiveDs } from '../delegation/refuse-live-ds.ts';
import { query } from '../dns/client.ts';
import { resolverFrom } from '../dns/server.ts';
import { inWords, MailyardError } from '../error.ts';
import type { Estate } from '../estate/estate.ts';
import { needsOf, referencesIn, replaceReferences, valueIn } from '../estate/references.ts';
import type { Resource } from '../estate/resource.ts';
import type { Finding } from '../inventory/finding.ts';
import { loadEstate, sourcesFromEnvironment } from '../load-estate.ts';
import { type Allowed, allowFromEnvironment, parseAllow } from '../plan/allow.ts';
import { unplannedForeign } from '../plan/held-list.ts';
import { identityRefusals } from '../plan/identity-guard.ts';
import { lockPlan } from '../plan/locked.ts';
import { movedText } from '../plan/moved.ts';
import { steps } from '../plan/steps.ts';
import { wantedNow } from '../plan/wanted.ts';
import { planFileOf, readPlanFile } from '../plan-file.ts';
import { type Backend, findBackend, readProject } from '../state/backend.ts';
import { dependenciesFirst } from '../state/order.ts';
import { readState } from '../state/read.ts';
import type { State } from '../state/state.ts';
import { PROVIDER_TYPE } from '../state/urn.ts';

/** The folder of Pulumi.yaml; the program itself runs in that of `main`. */
const root = process.env.PULUMI_NODEJS_ROOT_DIRECTORY ?? '..';

class Declared extends pulumi.CustomResource {
  constructor({ type, name }: Resource, inputs: object, options: pulumi.CustomResourceOptions) {
    super(type, name, { ...inputs }, options);
  }
}

/** `pulumi:providers:cloudflare` is a plugin with settings of its own, and not a resource of one. */
class DeclaredProvider extends pulumi.ProviderResource {
  constructor({ type, name }: Resource, inputs: object, options: pulumi.ResourceOptions) {
    super(type.slice(PROVIDER_TYPE.length), name, { ...inputs }, options);
  }
}

export default async function program(): Promise<void> {
  const list = await told(async () => {
    const allowed = parseAllow(allowFromEnvironment(process.env.MAILYARD_ALLOW));
    const resources = await resourcesOf(pulumi.getStack(), pulumi.getProject(), allowed);
    await refuseLiveDs(resources, allowed, () => ({ resolver: resolverFrom(process.env), query }));
    return dependenciesFirst(resources, ({ name }) => name, needsOf);
  });
  const asked = Map.groupBy(list.flatMap(referencesOf), ({ name }) => name);
  const declared = new Map<string, pulumi.CustomResource>();
  for (const resource of list) {
    const outputs = (asked.get(resource.name) ?? []).map(({ output }) => output);
    declared.set(resource.name, declare(resource, outputs, declared));
  }
}

const referencesOf = ({ inputs }: Resource) => referencesIn(inputs);

/** With the outputs that others ask for: only what is named here becomes one. */
function declare(resource: Resource, outputs: string[], declared: Map<string, pulumi.CustomResource>) {
  const { provider, ...options } = resource.options ?? {};
  const values = replaceReferences(resource.inputs as object, reference => {
    const outputs = declared.get(reference.name) as unknown as Record<string, pulumi.Output<unknown>> | undefined;
    return outputs?.[reference.output]?.apply(value => valueIn(reference, value));
  });
  const all = {
    ...options,
    dependsOn: resource.dependsOn.flatMap(other => declared.get(other) ?? []),
    ...(provider && { provider: declared.get(provider) as pulumi.ProviderResource }),
  };
  if (resource.type.startsWith(PROVIDER_TYPE)) return new DeclaredProvider(resource, values, all);
  const unset = Object.fromEntries(outputs.filter(output => output !== 'id').map(output => [output, undefined]));
  return new Declared(resource, { ...unset, ...values }, all);
}

async function resourcesOf(segment: string, project: string, allowed: Allowed): Promise<Resource[]> {
  const { estate, findings } = loadEstate(sourcesFromEnvironment(process.env, root), 'errors');
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (!estate || errors.length > 0) {
    throw new MailyardError('inventory', ['The inventories have errors:', ...errors.map(findingText)].join('\n'));
  }
  const state = await readState(await backendOf(root), project, { cwd: root, pending: 'ignored' });
  const list = wantedNow(estate, state, project).lists.get(segment);
  if (list) {
    refuseUnplanned(segment, list, state, project);
    refuseEndedIdentities(segment, list, state, estate, allowed);
  }
  if (!list) {
    throw new MailyardError('segment-gone', `No inventory describes the segment "${segment}".`, {
      fix: `Put its file back, or take it down: mailyard destroy --segment ${segment}`,
    });
  }
  return list;
}

/** Under MAILYARD_PLAN the plugin refuses what is not planned of Mailyard's own types; of all others only the program can. */
function refuseUnplanned(segment: string, list: Resource[], state: State, project: string): void {
  const file = planFileOf(undefined, process.env);
  if (!file) return;
  const stacks = state.stacks.filter(({ stack }) => stack === segment);
  const selection = { segments: [], domains: [] };
  const today = lockPlan({ lists: new Map([[segment, list]]), state: { stacks }, project, selection });
  const moved = unplannedForeign(readPlanFile(file), today, segment);
  if (moved.length === 0) return;
  const lines = ['Nothing was written: what is asked is not what was planned.', ...moved.map(movedText)];
  throw new MailyardError('not-planned', lines.join('\n  '), {
    fix: 'Look at the new plan, and save it with `mailyard plan --out FILE` where it is to be held.',
  });
}

/** The guard `identity` for a plain `pulumi up`: AWS's own plugin knows no guards. */
function refuseEndedIdentities(
  segment: string,
  list: Resource[],
  state: State,
  estate: Estate,
  allowed: Allowed,
): void {
  const stacks = state.stacks.filter(({ stack }) => stack === segment);
  const domains = new Set(estate.domains.map(({ domain }) => domain));
  const refusals = identityRefusals(steps(new Map([[segment, list]]), { stacks }), estate.sesIdentities, domains);
  const [refused] = refusals.filter(({ guard, value }) => !allowed(guard, value));
  if (!refused) return;
  const allow = `MAILYARD_ALLOW=${refused.guard}=${refused.value}`;
  throw new MailyardError('guard', refused.message, { fix: `${refused.fix} To do it all the same: ${allow}` });
}

/** The one that this very run writes to; where neither the environment nor the project names it, the CLI's own login does. */
async function backendOf(folder: string): Promise<Backend> {
  const { backendUrl } = await readProject(folder);
  if (!process.env.PULUMI_BACKEND_URL && !backendUrl) return { kind: 'cli', url: '' };
  const where = { env: process.env, projectUrl: backendUrl, stateDir: '.mailyard' };
  return findBackend({ ...where, cwd: folder, home: homedir() });
}

const findingText = ({ file, line, column, message, fix = '' }: Finding): string =>
  `${relative(root, resolve(file))}:${line}:${column} ${message} ${fix}`.trim();

/** Pulumi prints a RunError as it is, and the stack trace of anything else. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MailyardError)) throw error;
    throw new pulumi.RunError(inWords(error));
  }
}
