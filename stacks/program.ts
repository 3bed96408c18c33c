/** Pulumi's program: a stack is a segment, and its resources are that segment's list. */
import pulumi from '@pulumi/pulumi';
import { MailyardError } from '../src/error.ts';
import { resourceLists } from '../src/estate/resources.ts';
import { loadEstate, sourcesFromEnvironment } from '../src/load-estate.ts';

class Declared extends pulumi.CustomResource {
  constructor(type: string, name: string, inputs: object, options: pulumi.CustomResourceOptions) {
    super(type, name, { ...inputs }, options);
  }
}

export default async function program(): Promise<void> {
  const declared = new Map<string, Declared>();
  for (const { type, name, inputs, dependsOn } of resourcesOf(pulumi.getStack())) {
    const before = dependsOn.flatMap(other => declared.get(other) ?? []);
    declared.set(name, new Declared(type, name, inputs, { dependsOn: before }));
  }
}

function resourcesOf(segment: string) {
  const { estate, findings } = loadEstate(
    sourcesFromEnvironment(process.env, process.env.PULUMI_NODEJS_ROOT_DIRECTORY ?? '..'),
  );
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (!estate || errors.length > 0) {
    const lines = errors.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
    throw new pulumi.RunError(`The inventories have errors:\n${lines.join('\n')}`);
  }
  const list = resourceLists(estate).get(segment);
  if (!list) {
    throw new MailyardError('segment-gone', `No inventory describes the segment "${segment}".`, {
      fix: `Put its file back, or take it down: mailyard destroy --segment ${segment}`,
    });
  }
  return list;
}
