/** Pulumi's program: a stack is a segment, and its resources are that segment's list. */
import { relative, resolve } from 'node:path';
import pulumi from '@pulumi/pulumi';
import { MailyardError } from '../error.ts';
import { resourceLists } from '../estate/resources.ts';
import type { Finding } from '../inventory/finding.ts';
import { loadEstate, sourcesFromEnvironment } from '../load-estate.ts';

/** The folder of Pulumi.yaml; the program itself runs in that of `main`. */
const root = process.env.PULUMI_NODEJS_ROOT_DIRECTORY ?? '..';

class Declared extends pulumi.CustomResource {
  constructor(type: string, name: string, inputs: object, options: pulumi.CustomResourceOptions) {
    super(type, name, { ...inputs }, options);
  }
}

export default async function program(): Promise<void> {
  const declared = new Map<string, Declared>();
  for (const { type, name, inputs, dependsOn } of inWords(() => resourcesOf(pulumi.getStack()))) {
    const before = dependsOn.flatMap(other => declared.get(other) ?? []);
    declared.set(name, new Declared(type, name, inputs, { dependsOn: before }));
  }
}

function resourcesOf(segment: string) {
  const { estate, findings } = loadEstate(sourcesFromEnvironment(process.env, root), 'errors');
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (!estate || errors.length > 0) {
    throw new MailyardError('inventory', ['The inventories have errors:', ...errors.map(findingText)].join('\n'));
  }
  const list = resourceLists(estate).get(segment);
  if (!list) {
    throw new MailyardError('segment-gone', `No inventory describes the segment "${segment}".`, {
      fix: `Put its file back, or take it down: mailyard destroy --segment ${segment}`,
    });
  }
  return list;
}

const findingText = ({ file, line, column, message, fix = '' }: Finding): string =>
  `${relative(root, resolve(file))}:${line}:${column} ${message} ${fix}`.trim();

/** Pulumi prints a RunError as it is, and the stack trace of anything else. */
function inWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof MailyardError)) throw error;
    throw new pulumi.RunError([error.message, error.fix].filter(Boolean).join('\n'));
  }
}
