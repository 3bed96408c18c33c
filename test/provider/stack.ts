/** A stack with one zone, driven as an engine drives it, against the twin through the real client. */
import { onTestFinished } from 'vitest';
import { ZONE_RECORDS, type ZoneRecordsInputs } from '../../src/estate/resource.ts';
import { parseAllow } from '../../src/plan/allow.ts';
import { type Created, PartialFailure } from '../../src/provider/provider.ts';
import { type ZoneRecordsOutputs, zoneRecords } from '../../src/provider/zone-records/zone-records.ts';
import type { ZoneRecord } from '../../src/records/record.ts';
import { sandboxClock } from '../../src/sandbox/clock.ts';
import {
  type CloudflareTwin,
  type CloudflareTwinOptions,
  startCloudflareTwin,
} from '../../src/sandbox/cloudflare/twin.ts';
import { clientOf } from '../cloudflare/server.ts';

export const ZONE = 'acme.example';

type State = Created<ZoneRecordsInputs, ZoneRecordsOutputs>;

interface StackOptions {
  stack?: string;
  project?: string;
  zone?: string;
  /** As after `--allow`. */
  allow?: string[];
  token?: string;
}

export async function startTwin(options: CloudflareTwinOptions = {}): Promise<CloudflareTwin> {
  const twin = await startCloudflareTwin({
    clock: sandboxClock(Date.UTC(2026, 10, 22)),
    zones: [ZONE],
    ...options,
  });
  onTestFinished(() => twin.close());
  return twin;
}

/** Keeps the state as an engine would: also after a partial failure, which the next `up` must finish. */
export function stackOn(twin: CloudflareTwin, options: StackOptions = {}) {
  const { stack = 'pool-a', project = 'mail', zone = ZONE, allow = [], token = twin.token } = options;
  const notes: string[] = [];
  const cloudflare = clientOf(twin.url, {
    token,
    clock: twin.clock.now,
    sleep: async milliseconds => twin.clock.advance(milliseconds),
  });
  const note = (_urn: string, message: string) => void notes.push(message);
  const type = zoneRecords({ cloudflare: () => cloudflare, allowed: parseAllow(allow), note });
  const urn = `urn:pulumi:${stack}::${project}::${ZONE_RECORDS}::${zone}`;
  let state: State | undefined;
  let unfinished = false;

  async function keep(work: Promise<State>): Promise<State> {
    try {
      state = await work;
      unfinished = false;
      return state;
    } catch (error) {
      if (error instanceof PartialFailure) {
        state = { id: error.id, inputs: error.inputs, outputs: error.outputs } as State;
        unfinished = true;
      }
      throw error;
    }
  }

  return {
    type,
    urn,
    notes,
    get state() {
      return state;
    },
    loseState() {
      state = undefined;
    },
    async up(news: ZoneRecordsInputs): Promise<void> {
      const { inputs, failures } = type.check(state?.inputs, news);
      if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join('\n'));
      if (!state) await keep(type.create({ urn, inputs, preview: false }));
      else if (unfinished || type.diff(state.inputs, inputs).changed) {
        const { id, inputs: oldInputs, outputs: oldOutputs } = state;
        await keep(type.update({ urn, id, oldInputs, oldOutputs, inputs, preview: false }));
      }
    },
    preview: (inputs: ZoneRecordsInputs) => type.create({ urn, inputs, preview: true }),
    async refresh(): Promise<void> {
      state = await type.read({ urn, ...(state as State) });
    },
    importZone: () => type.read({ urn, id: zone }),
    async destroy(): Promise<void> {
      await type.delete({ urn, ...(state as State) });
      state = undefined;
    },
  };
}

/** The calls since the last look: `zones`, `list`, `batch`. */
export function callsOf(twin: CloudflareTwin): string[] {
  const calls = twin.calls.map(({ path }) => {
    if (path === '/zones') return 'zones';
    return path.endsWith('/batch') ? 'batch' : 'list';
  });
  twin.resetCalls();
  return calls;
}

/** The zone as Cloudflare stores it, one line a record with its comment, in order of their text. */
export const zoneText = (twin: CloudflareTwin, zone = ZONE): string[] =>
  twin
    .records(zone)
    .map(({ type, name, priority, content, comment }) =>
      [type, name, priority, content, comment && `; ${comment}`].filter(part => part || part === 0).join(' '),
    )
    .sort();

export const txt = (name: string, content: string): ZoneRecord => ({ name, type: 'TXT', content, ttl: 3600 });
export const mx = (priority: number, content: string, name = ZONE): ZoneRecord => ({
  name,
  type: 'MX',
  content,
  priority,
  ttl: 3600,
});
export const cname = (name: string, content: string): ZoneRecord => ({ name, type: 'CNAME', content, ttl: 3600 });

const standard: Record<string, ZoneRecord> = {
  'mx-1': mx(1, 'mx.provider.example'),
  spf: txt(ZONE, 'v=spf1 include:_spf.provider.example -all'),
  'dkim-provider': txt(`s1._domainkey.${ZONE}`, `v=DKIM1; k=rsa; p=${'A'.repeat(392)}`),
  dmarc: txt(`_dmarc.${ZONE}`, 'v=DMARC1; p=none; rua=mailto:dmarc@acme-watch.example'),
  'return-path-relay': cname(`bounce.${ZONE}`, 'feedback.relay.example'),
};

/** A live domain with the usual five records; `changes` replaces some, and undefined takes one away. */
export function acme(
  changes: Record<string, ZoneRecord | undefined> = {},
  more: Partial<ZoneRecordsInputs> = {},
): ZoneRecordsInputs {
  const entries = Object.entries({ ...standard, ...changes }).filter(([, record]) => record !== undefined);
  return { zone: ZONE, records: Object.fromEntries(entries) as never, domains: { [ZONE]: 'live' }, ...more };
}
