/** Resource lists × state → what happens to each resource, of whatever type. */
import { MailyardError } from '../error.ts';
import { type Resource, ZONE_RECORDS, type ZoneRecordsInputs } from '../estate/resource.ts';
import type { State, StateResource } from '../state/state.ts';
import { PROVIDER_TYPE } from '../state/urn.ts';
import { counted } from '../words.ts';
import { differs } from './differs.ts';
import { knownList } from './known-records.ts';

/** One resource of one stack: `old` is what the state has, `new` what the estate wants. */
export interface Step {
  segment: string;
  type: string;
  name: string;
  action: 'create' | 'update' | 'delete' | 'same';
  /** Of what the state has. */
  urn?: string;
  /** A delete takes it out of the state only. */
  kept?: true;
  old?: Record<string, unknown>;
  new?: Record<string, unknown>;
  /** The last change was carried out only in part, so this resource is sent again even if nothing differs. */
  unfinished?: string[];
}

/** Steps by segment, in the order of their names. Throws MailyardError `segment-gone` for a stack without its segment. */
export function steps(lists: Map<string, Resource[]>, state: State): Step[] {
  const stacks = new Map(state.stacks.map(stack => [stack.stack, stack.resources]));
  for (const [stack, resources] of stacks) {
    if (!lists.has(stack) && resources.length > 0) throw segmentGone(stack, resources, lists);
  }
  return [...lists.keys()]
    .sort()
    .flatMap(segment => segmentSteps(segment, lists.get(segment) ?? [], stacks.get(segment) ?? []));
}

/** Providers make nothing: they say how others are made. */
const isMade = ({ type }: { type: string }): boolean => !type.startsWith(PROVIDER_TYPE);

function segmentSteps(segment: string, list: Resource[], stack: StateResource[]): Step[] {
  const [wanted, present] = [list.filter(isMade), stack.filter(isMade)];
  const existing = new Map(present.map(resource => [identity(resource), resource]));
  const names = new Set(wanted.map(identity));
  const kept = knownList(wanted, present).map(resource => step(segment, resource, existing.get(identity(resource))));
  const gone = present.filter(resource => !names.has(identity(resource)));
  return [...kept, ...gone.map(resource => removal(segment, resource))].sort(inOrder);
}

function step(
  segment: string,
  { type, name, inputs, options }: Resource<Record<string, unknown>>,
  before: StateResource | undefined,
): Step {
  if (!before) return { segment, type, name, action: 'create', new: inputs };
  const ignored = options?.ignoreChanges;
  const wanted = ignored ? { ...inputs, ...pick(before.inputs, ignored) } : inputs;
  const unfinished = before.initErrors?.length ? before.initErrors : undefined;
  const same = !unfinished && !differs(type, before.inputs, wanted);
  return {
    segment,
    type,
    name,
    action: same ? 'same' : 'update',
    urn: before.urn,
    old: before.inputs,
    new: wanted,
    unfinished,
  };
}

/** What changed elsewhere and is to stay so: whoever changes it, it is not the inventory. */
const pick = (inputs: Record<string, unknown>, names: string[]): Record<string, unknown> =>
  Object.fromEntries(names.flatMap(name => (name in inputs ? [[name, inputs[name]]] : [])));

const removal = (segment: string, { type, name, urn, inputs, retainOnDelete }: StateResource): Step => ({
  ...{ segment, type, name, action: 'delete', urn, old: inputs },
  ...(retainOnDelete && { kept: true }),
});

const identity = ({ type, name }: { type: string; name: string }): string => `${type} ${name}`;

const inOrder = (a: Step, b: Step): number => (identity(a) < identity(b) ? -1 : 1);

function segmentGone(stack: string, resources: StateResource[], lists: Map<string, Resource[]>): MailyardError {
  const kept = resources.filter(({ protect }) => protect);
  const forget = kept.map(({ urn }) => `pulumi state delete --stack ${stack} --force '${urn}'`).join('; ');
  const down =
    kept.length === resources.length
      ? `have the state forget it: ${forget}`
      : `take it down first: mailyard destroy --segment ${stack}`;
  const had = new Set(resources.flatMap(domainsOf));
  const heirs = [...lists].filter(([, list]) => list.flatMap(domainsOf).some(domain => had.has(domain)));
  const said = `The state has a stack "${stack}" with ${counted(resources.length, 'resource')}, but no inventory describes that segment.`;
  if (heirs.length === 0) return new MailyardError('segment-gone', said, { fix: `Put its file back, or ${down}` });
  // An empty segment hands its domains over, gaining stack first: a segment that got another name must not go down for it.
  const names = heirs.map(([segment]) => segment).join(', ');
  return new MailyardError('segment-gone', `${said} Domains of it are in ${names} now.`, {
    fix: `For one \`up\`, keep a file with \`segment: ${stack}\` and \`domains: []\`: they move over, and their mail goes on. Or ${down}`,
  });
}

const domainsOf = ({ type, inputs }: { type: string; inputs: unknown }): string[] =>
  type === ZONE_RECORDS ? Object.keys((inputs as ZoneRecordsInputs).domains) : [];
