/** A zone's records as far as they are known before the run: some have a value that a provider will only give. Pure. */
import { referencesIn } from '../estate/references.ts';
import { isZoneRecords, type Resource, type ZoneRecordsInputs } from '../estate/resource.ts';
import type { ZoneRecord } from '../records/record.ts';
import { outputsWithId } from '../state/applied-inputs.ts';
import type { State, StateResource } from '../state/state.ts';
import { knownInputs } from './differs.ts';
import { movesFrom } from './mail-change.ts';

type Properties = Record<string, unknown>;
type OutputsOf = (name: string) => Properties | undefined;

/** Of all stacks. */
export function knownLists(lists: ReadonlyMap<string, Resource[]>, { stacks }: State): Map<string, Resource[]> {
  const resources = new Map(stacks.map(stack => [stack.stack, stack.resources]));
  return new Map([...lists].map(([stack, list]) => [stack, knownList(list, resources.get(stack) ?? [])]));
}

/** A stack's list with what the state knows of the values that its resources have from each other. */
export function knownList(list: Resource[], stack: StateResource[]): Resource<Properties>[] {
  const byName = new Map(stack.map(resource => [resource.name, resource]));
  const wanted = new Map(list.map(({ name, inputs }) => [name, inputs as Properties]));
  const outputsOf: OutputsOf = name => {
    const there = byName.get(name);
    return there && movesFrom(there.inputs, wanted.get(name)) ? undefined : outputsWithId(there);
  };
  return list.map(resource => {
    const inputs = isZoneRecords(resource)
      ? knownRecords(resource, outputsOf)
      : knownInputs(resource.inputs as Properties, outputsOf);
    return { ...resource, inputs };
  });
}

/** Nearly all records are known from the estate alone, and there are a hundred thousand of them. */
export function knownRecords({ inputs, dependsOn }: Resource<ZoneRecordsInputs>, outputsOf: OutputsOf): Properties {
  if (dependsOn.length === 0) return inputs as unknown as Properties;
  const records = Object.entries(inputs.records).map(([key, record]) => [key, knownRecord(record, outputsOf)]);
  return { ...inputs, records: Object.fromEntries(records) };
}

function knownRecord(record: ZoneRecord, outputsOf: OutputsOf): ZoneRecord {
  if (typeof record.content === 'string' && typeof record.name === 'string') return record;
  const { name, content, ...rest } = knownInputs(record as unknown as Properties, outputsOf) as unknown as ZoneRecord;
  if (typeof content === 'string') return { ...rest, name, content };
  return { ...rest, name: textOf(name), content: '', given: true };
}

/** `(given)._domainkey.acme.example` where the provider gives the selector too. */
function textOf(name: unknown): string {
  if (typeof name === 'string') return name;
  const [reference] = referencesIn(name);
  return (reference?.text ?? '{}').replaceAll('{}', '(given)');
}

/** The keys of records whose value is not known yet. */
export function openKeys(inputs: unknown): string[] {
  const { records = {} } = (inputs ?? {}) as Partial<ZoneRecordsInputs>;
  return Object.keys(records).filter(key => records[key]?.given);
}

/** The inputs without what these keys say: so a plan and what comes of it can be compared. */
export function withoutValues(inputs: unknown, keys: readonly string[]): unknown {
  if (keys.length === 0) return inputs;
  const { records, ...rest } = inputs as ZoneRecordsInputs;
  return { ...rest, records: { ...records, ...Object.fromEntries(keys.map(key => [key, null])) } };
}
