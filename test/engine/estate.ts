/** What the engine's tests share: a back end in a temp folder, and lists of things. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Resource } from '../../src/estate/resource.ts';
import { type FileBackend, fileBackend } from '../../src/state/backend.ts';
import type { Checkpoint } from '../../src/state/checkpoint.ts';
import { THING, type ThingInputs } from './fake-cloud.ts';

export const PROJECT = 'estate';

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'mailyard-test-'));
}

export function temporaryBackend(folder = temporaryFolder()): FileBackend {
  return fileBackend(join(folder, 'state'), true);
}

export function thing(name: string, inputs: Omit<ThingInputs, 'name'> = {}, dependsOn: string[] = []): Resource {
  return { type: THING, name, inputs: { name, ...inputs }, dependsOn };
}

export function urnOf(stack: string, name: string): string {
  return `urn:pulumi:${stack}::${PROJECT}::${THING}::${name}`;
}

export function checkpointOf(backend: FileBackend, stack: string): Checkpoint {
  return JSON.parse(readFileSync(checkpointFile(backend, stack), 'utf8')) as Checkpoint;
}

export function checkpointFile(backend: FileBackend, stack: string): string {
  return join(backend.root, '.pulumi', 'stacks', PROJECT, `${stack}.json`);
}

/** Names of the things in the checkpoint, in its order. */
export function namesInState(backend: FileBackend, stack: string): string[] {
  const resources = checkpointOf(backend, stack).checkpoint.latest?.resources ?? [];
  return resources.filter(({ type }) => type === THING).map(({ urn }) => urn.slice(urn.lastIndexOf('::') + 2));
}
