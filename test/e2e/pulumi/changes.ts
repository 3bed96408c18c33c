/** One form for what `mailyard plan --json` and `pulumi preview --json` say, so that both can be held equal. */
import { ZONE_RECORDS, type ZoneRecordsInputs } from '../../../src/estate/resource.ts';
import type { Plan, RecordChange } from '../../../src/plan/plan.ts';

/** The parts of the document that count here (pkg/backend/display/json.go). */
interface Preview {
  steps: {
    op: string;
    urn: string;
    oldState?: { inputs: ZoneRecordsInputs };
    newState?: { inputs: ZoneRecordsInputs };
    detailedDiff?: Record<string, unknown> | null;
  }[];
}

/** `update pool-a acme.example records["dmarc"].content`, sorted: zones by operation, records by path. */
export function previewChanges(json: string): string[] {
  const { steps } = JSON.parse(json) as Preview;
  const moving = steps.filter(({ op, urn }) => op !== 'same' && urn.includes(`::${ZONE_RECORDS}::`));
  return moving
    .flatMap(({ op, urn, oldState, newState, detailedDiff }) => {
      const [stack = '', , , zone = ''] = urn.slice('urn:pulumi:'.length).split('::');
      const whole = Object.keys((newState ?? oldState)?.inputs.records ?? {}).map(key => `records["${key}"]`);
      const paths = op === 'update' ? Object.keys(detailedDiff ?? {}) : whole;
      return paths.filter(path => path.startsWith('records')).map(path => `${op} ${stack} ${zone} ${path}`);
    })
    .sort();
}

export function planChanges(json: string, stack: string): string[] {
  const { zones } = JSON.parse(json) as Plan;
  return zones
    .filter(({ segment }) => segment === stack)
    .flatMap(({ action, segment, zone, changes }) =>
      changes.flatMap(pathsOf).map(path => `${action} ${segment} ${zone} ${path}`),
    )
    .sort();
}

const fields = ['name', 'type', 'content', 'priority', 'ttl', 'proxied'] as const;

function pathsOf({ action, key, old, ...record }: RecordChange): string[] {
  if (action !== 'update') return [`records["${key}"]`];
  return fields.filter(field => old?.[field] !== record[field]).map(field => `records["${key}"].${field}`);
}
