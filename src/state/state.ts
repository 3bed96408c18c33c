/** The one state: Pulumi's checkpoints, one a stack (= segment). Engines change it, commands read it. */

export interface State {
  /** In the order of their names. */
  stacks: StackState[];
}

export interface StackState {
  stack: string;
  resources: StateResource[];
}

/** A custom resource as the checkpoint holds it; the stack itself and providers are left out. */
export interface StateResource {
  urn: string;
  type: string;
  name: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  /** Set where the last change was carried out only in part. */
  initErrors?: string[];
  /** Neither deleted nor replaced before somebody takes this off. */
  protect?: true;
  /** A delete takes it out of the state only. */
  retainOnDelete?: true;
}
