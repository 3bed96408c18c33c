/** The state as it is once everything has been applied, written without a call to anybody. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { needsOf, resolveReferences } from '../src/estate/references.ts';
import { MAILBOX, type Resource, ZONE_RECORDS, type ZoneRecordsInputs } from '../src/estate/resource.ts';
import { loadEstate, today } from '../src/load-estate.ts';
import { wantedNow } from '../src/plan/wanted.ts';
import { outputsToStore } from '../src/state/applied-inputs.ts';
import { fileBackend, prepareBackend, stacksFolder } from '../src/state/backend.ts';
import { type CheckpointResource, composeCheckpoint, providerReference, stackUrn } from '../src/state/checkpoint.ts';
import { dependenciesFirst } from '../src/state/order.ts';
import { packCheckpoint } from '../src/state/stack-file.ts';
import { makeUrn, packageOf } from '../src/state/urn.ts';

const PROJECT = 'mailyard';

/** Writes a checkpoint for each segment of the estate in `domains`. Returns the number of records. */
export async function writeFullState(domains: string, state: string): Promise<number> {
  const backend = fileBackend(join(state, 'pulumi'));
  await prepareBackend(backend);
  mkdirSync(stacksFolder(backend, PROJECT), { recursive: true });
  const { estate } = loadEstate({ domains, templates: [], today: today({}) });
  if (!estate) throw new Error(`${domains} makes no estate`);
  for (const [stack, list] of wantedNow(estate, { stacks: [] }).lists) {
    const resources = new Map<string, CheckpointResource>();
    const outputs = new Map<string, Properties>();
    for (const resource of dependenciesFirst(list.filter(isOurs), ({ name }) => name, needsOf)) {
      const entry = applied(stack, resource, name => outputs.get(name));
      resources.set(entry.urn, entry);
      outputs.set(resource.name, entry.outputs ?? {});
    }
    const content = { project: PROJECT, stack, resources, now: new Date(0) };
    const file = join(stacksFolder(backend, PROJECT), `${stack}.json`);
    writeFileSync(file, packCheckpoint(file, composeCheckpoint(undefined, content)).bytes);
  }
  return estate.zones.reduce((sum, { records }) => sum + records.length, 0);
}

type Properties = Record<string, unknown>;

const isOurs = ({ type }: Resource): boolean => packageOf(type) === 'mailyard';

function applied(
  stack: string,
  { type, name, inputs, options }: Resource,
  outputsOf: (name: string) => Properties | undefined,
): CheckpointResource {
  const known = resolveReferences({ ...(inputs as Properties) }, outputsOf);
  const [id, outputs] = givenTo(type, name, known);
  return {
    urn: makeUrn({ stack, project: PROJECT, type, name }),
    custom: true,
    id,
    type,
    inputs: known,
    outputs: outputsToStore({ inputs: known, outputs }),
    parent: stackUrn(PROJECT, stack),
    provider: providerReference(new Map(), PROJECT, stack, type),
    ...(options?.retainOnDelete && { retainOnDelete: true }),
    created: new Date(0).toISOString(),
    modified: new Date(0).toISOString(),
  };
}

/** The id and outputs that its service would have given. */
function givenTo(type: string, name: string, inputs: Properties): [id: string, outputs: Properties] {
  if (type === MAILBOX) return [String(inputs.address), { password: `sealed:v1:00000000:${idOf(name).repeat(2)}` }];
  if (type !== ZONE_RECORDS)
    return [String(inputs.domain), { verification: `google-site-verification=${idOf(name).padEnd(43, '0')}` }];
  const { zone, records } = inputs as unknown as ZoneRecordsInputs;
  const ids = Object.fromEntries(Object.keys(records).map(key => [key, idOf(`${name} ${key}`)]));
  return [zone, { zoneId: idOf(zone), ids }];
}

/** As long as Cloudflare's. */
const idOf = (text: string): string => Buffer.from(text.padEnd(16)).toString('hex').slice(-32);
