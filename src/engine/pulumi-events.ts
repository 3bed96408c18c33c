/** The Pulumi CLI's engine events as those of our own engine. Observed with Pulumi 3.260, 2026-11-22. */
import type { EngineEvent as PulumiEvent, StepEventMetadata } from '@pulumi/pulumi/automation/index.js';
import { fromWords } from '../error.ts';
import { PROVIDER_TYPE, parseUrn, STACK_TYPE } from '../state/urn.ts';
import type { EngineEvent, EngineFailure, EngineStep, Operation } from './engine.ts';

export interface StackEvents {
  take(event: PulumiEvent): void;
  done: EngineStep[];
  failed(): EngineFailure[];
  /** Errors of resources that were not even tried: their provider could not be configured, or refused what it was asked. */
  untried(): EngineFailure[];
  unchanged(): number;
  /** Names of the resources that the engine came to at all. */
  seen: Set<string>;
  /** Errors that belong to no resource: of the program, of the back end. */
  errors: string[];
  warnings: string[];
}

/** `replace` itself is only the bracket around its create and its delete. */
const operations: Record<string, Operation | 'same' | undefined> = {
  same: 'same',
  create: 'create',
  import: 'create',
  update: 'update',
  delete: 'delete',
  'create-replacement': 'replace',
  'delete-replaced': 'delete',
  refresh: 'refresh',
};

export function collectEvents(stack: string, onEvent: (event: EngineEvent) => void): StackEvents {
  const done: EngineStep[] = [];
  const failed = new Map<string, { step: EngineStep; metadata: StepEventMetadata }>();
  const diagnostics: Diagnostics = { reasons: new Map(), errors: [], warnings: [] };
  const refreshing = new Set<string>();
  const same = new Set<string>();
  const seen = new Set<string>();

  const begin = (metadata: StepEventMetadata) => {
    const step = stepOf(stack, metadata);
    if (!step) return;
    seen.add(step.name);
    if (step.op === 'refresh') refreshing.add(metadata.urn);
    if (step.op === 'same') same.add(metadata.urn);
    else onEvent({ kind: 'start', stack, name: step.name, op: step.op });
  };
  const finish = (metadata: StepEventMetadata) => {
    const step = stepOf(stack, metadata, refreshing.has(metadata.urn));
    if (!step) return;
    if (metadata.op === 'same') same.add(metadata.urn);
    if (step.op === 'same') return;
    if (metadata.op !== 'same') done.push({ ...step, op: step.op });
    onEvent({ kind: 'done', stack, name: step.name, op: step.op });
  };
  const fail = (metadata: StepEventMetadata) => {
    const step = stepOf(stack, metadata);
    if (!step || step.op === 'same') return;
    const failure = { step: { ...step, op: step.op }, metadata };
    failed.set(metadata.urn, failure);
    onEvent({ kind: 'failed', stack, name: step.name, op: step.op, failure: describe(failure, diagnostics.reasons) });
  };

  return {
    done,
    seen,
    errors: diagnostics.errors,
    warnings: diagnostics.warnings,
    unchanged: () => same.size,
    failed: () => [...failed.values()].map(failure => describe(failure, diagnostics.reasons)),
    untried: () =>
      [...diagnostics.reasons].flatMap(([urn, reasons]) => {
        const { type, name } = parseUrn(urn) ?? { type: '', name: urn };
        return failed.has(urn) ? [] : [{ stack, type, name, op: 'update', ...inFull(reasons) }];
      }),
    take: ({ diagnosticEvent, resourcePreEvent, resOutputsEvent, resOpFailedEvent }) => {
      if (diagnosticEvent) noteDiagnostic(diagnosticEvent, diagnostics, onEvent);
      if (resourcePreEvent) begin(resourcePreEvent.metadata);
      if (resOutputsEvent) finish(resOutputsEvent.metadata);
      if (resOpFailedEvent) fail(resOpFailedEvent.metadata);
    },
  };
}

/** A refresh begins as `refresh` and ends as what it found: `same`, `update`, or `delete` where it is gone. */
function stepOf(stack: string, { urn, type, op }: StepEventMetadata, refreshing = false) {
  const operation = refreshing ? 'refresh' : operations[op];
  if (!operation || type === STACK_TYPE || type.startsWith(PROVIDER_TYPE)) return undefined;
  const gone = refreshing && op === 'delete' ? { gone: true as const } : {};
  return { stack, type, name: parseUrn(urn)?.name ?? urn, op: operation, ...gone };
}

function describe(
  { step, metadata }: { step: EngineStep; metadata: StepEventMetadata },
  said: Map<string, string[]>,
): EngineFailure {
  const partly = metadata.new?.initErrors;
  if (partly?.length) return { ...step, code: 'partial', message: partly.join('\n'), reasons: partly };
  return { ...step, ...inFull(said.get(metadata.urn) ?? ['the Pulumi CLI gave no reason']) };
}

function inFull(said: string[]): Pick<EngineFailure, 'message' | 'reasons' | 'fix'> {
  const told = said.map(fromWords);
  const reasons = told.map(({ message }) => message);
  const fix = told.find(each => each.fix)?.fix;
  return { message: reasons.join('\n'), reasons, ...(fix && { fix }) };
}

interface Diagnostics {
  /** By URN. */
  reasons: Map<string, string[]>;
  errors: string[];
  warnings: string[];
}

function noteDiagnostic(
  { urn, message, severity, ephemeral }: NonNullable<PulumiEvent['diagnosticEvent']>,
  to: Diagnostics,
  onEvent: (event: EngineEvent) => void,
): void {
  const text = withoutColours(message).trim();
  if (text === '' || ephemeral) return;
  if (severity === 'warning') {
    to.warnings.push(text);
    onEvent({ kind: 'warning', text });
  }
  if (severity !== 'error') return;
  const ofResource = urn && parseUrn(urn)?.type !== STACK_TYPE;
  if (ofResource) to.reasons.set(urn, [...(to.reasons.get(urn) ?? []), text]);
  else if (!ECHO.test(text)) to.errors.push(text);
}

/** What the program, or a refresh, says once more of a failure that the resource itself has told. */
const ECHO = /^(Error: resource .* failed to register|update failed$)/;

/** Events carry Pulumi's own marks: `<{%fg 1%}>`. */
function withoutColours(message: string): string {
  return message.replaceAll(/<\{%.*?%\}>/g, '');
}
