/** One form for what `mailyard plan --json` and `pulumi preview --json` say, so that both can be held equal. */
import {
  MAIL_DOMAIN,
  MAIL_DOMAIN_READY,
  MAILBOX,
  ZONE_RECORDS,
  type ZoneRecordsInputs,
} from '../../../src/estate/resource.ts';
import type { Plan, RecordChange } from '../../../src/plan/plan.ts';

/** The parts of the document that count here (pkg/backend/display/json.go). */
interface Preview {
  steps: {
    op: string;
    urn: string;
    oldState?: { inputs: object };
    newState?: { inputs: object };
    detailedDiff?: Record<string, unknown> | null;
  }[];
}

type Change = Preview['steps'][number] & { stack: string; type: string; name: string; inputs: object };

/** `update pool-a acme.example records["dmarc"].content`, sorted: zones and what is at mail providers by operation, and by path. */
export function previewChanges(json: string): string[] {
  const { steps } = JSON.parse(json) as Preview;
  const changes = steps.flatMap((step): Change[] => {
    // What is replaced is one change, and the two halves of it are shown beside it.
    if (step.op === 'create-replacement' || step.op === 'delete-replaced') return [];
    const op = step.op === 'replace' ? 'update' : step.op;
    const [stack = '', , type = '', name = ''] = step.urn.slice('urn:pulumi:'.length).split('::');
    return [{ ...step, op, stack, type, name, inputs: (step.newState ?? step.oldState)?.inputs ?? {} }];
  });
  const ofMail = changes.filter(({ op, type }) => op !== 'same' && mailTypes.has(type));
  const carriers = changes.filter(({ type }) => type === ZONE_RECORDS);
  return [...zonePaths(carriers), ...ofMail.flatMap(propertyPaths)].sort();
}

const mailTypes = new Set([MAIL_DOMAIN, MAIL_DOMAIN_READY, MAILBOX]);

/** A zone whose records more than one resource carries is one zone in the plan; a record that changes its carrier stays there. */
function zonePaths(carriers: Change[]): string[] {
  const zones = Map.groupBy(carriers, ({ stack, inputs }) => `${stack} ${(inputs as ZoneRecordsInputs).zone}`);
  return [...zones].flatMap(([zone, parts]) => {
    const ops = new Set(parts.map(({ op }) => op));
    const op = ops.size === 1 ? parts[0]?.op : 'update';
    const paths = parts.filter(part => part.op !== 'same').flatMap(recordPaths);
    const once = paths.filter(path => paths.indexOf(path) === paths.lastIndexOf(path));
    return once.map(path => `${op} ${zone} ${path}`);
  });
}

function recordPaths({ op, inputs, detailedDiff }: Change): string[] {
  if (op === 'update') return Object.keys(detailedDiff ?? {}).filter(path => path.startsWith('records'));
  return Object.keys((inputs as ZoneRecordsInputs).records).map(key => `records["${key}"]`);
}

function propertyPaths({ op, stack, name, inputs, detailedDiff }: Change): string[] {
  const properties = op === 'update' ? Object.keys(detailedDiff ?? {}) : Object.keys(inputs);
  return properties.map(property => `${op} ${stack} ${name} ${property}`);
}

export function planChanges(json: string, stack: string): string[] {
  const { zones, resources } = JSON.parse(json) as Plan;
  const ofZones = zones
    .filter(({ segment }) => segment === stack)
    .flatMap(({ action, segment, zone, changes }) =>
      changes.flatMap(pathsOf).map(path => `${action} ${segment} ${zone} ${path}`),
    );
  const ofMail = resources
    .filter(({ segment, type }) => segment === stack && mailTypes.has(type))
    .flatMap(({ action, segment, name, properties }) =>
      properties.map(property => `${action} ${segment} ${name} ${property}`),
    );
  return [...ofZones, ...ofMail].sort();
}

const fields = ['name', 'type', 'content', 'priority', 'ttl', 'proxied'] as const;

function pathsOf({ action, key, old, ...record }: RecordChange): string[] {
  if (action !== 'update') return [`records["${key}"]`];
  return fields.filter(field => old?.[field] !== record[field]).map(field => `records["${key}"].${field}`);
}
