/** The state as it is once everything has been applied, written without a call to anybody. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isZoneRecords, type Resource, type ZoneRecordsInputs } from '../src/estate/resource.ts';
import { loadEstate, today } from '../src/load-estate.ts';
import { wantedNow } from '../src/plan/wanted.ts';
import { outputsToStore } from '../src/state/applied-inputs.ts';
import { fileBackend, prepareBackend, stacksFolder } from '../src/state/backend.ts';
import { type CheckpointResource, composeCheckpoint, providerReference, stackUrn } from '../src/state/checkpoint.ts';
import { packCheckpoint } from '../src/state/stack-file.ts';
import { makeUrn } from '../src/state/urn.ts';

const PROJECT = 'mailyard';

/** Writes a checkpoint for each segment of the estate in `domains`. Returns the number of records. */
export async function writeFullState(domains: string, state: string): Promise<number> {
  const backend = fileBackend(join(state, 'pulumi'));
  await prepareBackend(backend);
  mkdirSync(stacksFolder(backend, PROJECT), { recursive: true });
  const { estate } = loadEstate({ domains, templates: [], today: today({}) });
  if (!estate) throw new Error(`${domains} makes no estate`);
  for (const [stack, resources] of wantedNow(estate, { stacks: [] }).lists) {
    const entries = resources
      .filter(isZoneRecords)
      .map(resource => applied(stack, resource))
      .map(entry => [entry.urn, entry] as const);
    const content = { project: PROJECT, stack, resources: new Map(entries), now: new Date(0) };
    const file = join(stacksFolder(backend, PROJECT), `${stack}.json`);
    writeFileSync(file, packCheckpoint(file, composeCheckpoint(undefined, content)).bytes);
  }
  return estate.zones.reduce((sum, { records }) => sum + records.length, 0);
}

function applied(stack: string, { type, name, inputs }: Resource<ZoneRecordsInputs>): CheckpointResource {
  const ids = Object.fromEntries(Object.keys(inputs.records).map(key => [key, idOf(`${name} ${key}`)]));
  const known = { ...inputs };
  return {
    urn: makeUrn({ stack, project: PROJECT, type, name }),
    custom: true,
    id: name,
    type,
    inputs: known,
    outputs: outputsToStore({ inputs: known, outputs: { zoneId: idOf(name), ids } }),
    parent: stackUrn(PROJECT, stack),
    provider: providerReference(new Map(), PROJECT, stack, type),
    created: new Date(0).toISOString(),
    modified: new Date(0).toISOString(),
  };
}

/** As long as Cloudflare's. */
const idOf = (text: string): string => Buffer.from(text.padEnd(16)).toString('hex').slice(-32);
