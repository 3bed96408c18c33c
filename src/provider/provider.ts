/**
 * A resource type as both engines use it: plain values in, plain values out. `serve.ts` binds it to Pulumi's gRPC
 * service, the embedded engine and the tests call it directly, so both run the same code.
 */

import { MailyardError } from '../error.ts';

export type Properties = Record<string, unknown>;

export interface ResourceType<Inputs = Properties, Outputs = Properties> {
  /** Pulumi type token. */
  readonly type: string;
  /** Checks inputs against their form and, given the old ones, against the guards. No network. */
  check(olds: Inputs | undefined, news: Inputs): CheckResult<Inputs>;
  /** Pure: old inputs (as in the state) against new ones. */
  diff(olds: Inputs, news: Inputs): DiffResult;
  /** In preview nothing is written; it may read, so that conflicts show before approval. */
  create(request: { urn: string; inputs: Inputs; preview: boolean }): Promise<Foreseen & Created<Inputs, Outputs>>;
  /** `inputs` are undefined on import, which knows the id only. Undefined: it is gone. */
  read(request: {
    urn: string;
    id: string;
    inputs?: Inputs;
    outputs?: Outputs;
  }): Promise<Created<Inputs, Outputs> | undefined>;
  update(request: {
    urn: string;
    id: string;
    oldInputs: Inputs;
    oldOutputs: Outputs;
    inputs: Inputs;
    preview: boolean;
  }): Promise<Created<Inputs, Outputs>>;
  delete(request: { urn: string; id: string; inputs: Inputs; outputs: Outputs }): Promise<void>;
}

export interface Created<Inputs, Outputs> {
  id: string;
  inputs: Inputs;
  outputs: Outputs;
}

/** Of a preview: outputs with what it can tell of them, and Pulumi's mark for an unknown value in the place of all others. */
interface Foreseen {
  foreseen?: Properties;
}

export interface CheckResult<Inputs> {
  inputs: Inputs;
  failures: { property: string; reason: string }[];
}

export interface DiffResult {
  changed: boolean;
  /** Top-level properties that force a replacement. */
  replaces: string[];
  /** `records["spf"].content` → what happens to it. */
  detailed: Record<string, 'add' | 'delete' | 'update'>;
}

/** What is wrong with single records of a zone, by their keys: scripts read it as `failed[].key`. */
export interface RecordReason {
  key: string;
  message: string;
}

/** A refusal for which single records are the reason; its message has them too. */
export class RecordsRefused extends MailyardError {
  readonly records: RecordReason[];

  constructor(code: string, message: string, { records, ...rest }: { records: RecordReason[]; fix?: string }) {
    super(code, message, rest);
    this.records = records;
  }
}

/** The change was carried out only in part: state keeps `inputs` and `outputs` as they now are, the rest is sent next time. */
export class PartialFailure<Inputs = Properties, Outputs = Properties> extends Error {
  readonly id: string;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  readonly reasons: string[];
  readonly records: RecordReason[];

  constructor(state: Created<Inputs, Outputs>, reasons: string[], records: RecordReason[] = []) {
    super(reasons.join('\n'));
    this.name = 'PartialFailure';
    this.id = state.id;
    this.inputs = state.inputs;
    this.outputs = state.outputs;
    this.reasons = reasons;
    this.records = records;
  }
}
