/** Pulumi's names of resources: `urn:pulumi:STACK::PROJECT::[PARENT_TYPE$]TYPE::NAME`. */

export interface Urn {
  stack: string;
  project: string;
  /** Without the types of its parents. */
  type: string;
  name: string;
}

const PREFIX = 'urn:pulumi:';
export const STACK_TYPE = 'pulumi:pulumi:Stack';
export const PROVIDER_TYPE = 'pulumi:providers:';

export function makeUrn({ stack, project, type, name }: Urn): string {
  return `${PREFIX}${stack}::${project}::${type}::${name}`;
}

/** Undefined where the text is no URN. The name may itself hold `::`. */
export function parseUrn(urn: string): Urn | undefined {
  if (!urn.startsWith(PREFIX)) return undefined;
  const [stack, project, types, ...name] = urn.slice(PREFIX.length).split('::');
  if (!stack || !project || !types || name.length === 0) return undefined;
  return { stack, project, type: types.slice(types.lastIndexOf('$') + 1), name: name.join('::') };
}

/** `mailyard` of `mailyard:index:ZoneRecords`. */
export function packageOf(type: string): string {
  return type.slice(0, type.indexOf(':'));
}

/** A provider reference is `URN::ID`. */
export function splitReference(reference: string): { urn: string; id: string } {
  const at = reference.lastIndexOf('::');
  return { urn: reference.slice(0, at), id: reference.slice(at + 2) };
}
