import { type RecordVerdict, verifyRecords } from '../../../../dns/verify.ts';
import { counted } from '../../../../words.ts';
import { columns } from '../../../columns.ts';
import { expect, type Scene } from '../scene.ts';
import { served } from '../wanted.ts';

const HEAD = ['Type', 'Records', 'Served', 'Missing', 'Unknown'];

export const verify: Scene = {
  title: 'Is it really served? Every record, asked of the name server of its zone',
  async play({ page, sandbox, estate }) {
    const { dns, cloudflare } = sandbox;
    const servers = [{ host: dns.host, port: dns.port }];
    const zones = new Map(Array.from(cloudflare.zones.keys(), zone => [zone, servers]));
    const before = dns.queries.length;
    const verdicts = await verifyRecords(served(estate()), { zones });
    page.output(columns({ head: HEAD, rows: rowsOf(verdicts) }));
    const right = verdicts.filter(({ verdict }) => verdict === 'pass').length;
    const queries = dns.queries.length - before;
    expect(right === verdicts.length, `all records are served: ${firstFault(verdicts)}`);
    return `${counted(right, 'record')} verified by ${counted(queries, 'DNS query')}; a time-out would count as unknown, never as missing.`;
  },
};

function rowsOf(verdicts: RecordVerdict[]): string[][] {
  const byType = Map.groupBy(verdicts, ({ record }) => record.type);
  const types = [...byType.keys()].sort();
  const row = (name: string, own: RecordVerdict[]) => {
    const count = (wanted: RecordVerdict['verdict']) => `${own.filter(({ verdict }) => verdict === wanted).length}`;
    return [name, `${own.length}`, count('pass'), count('fail'), count('unknown')];
  };
  return [...types.map(type => row(type, byType.get(type) ?? [])), row('all', verdicts)];
}

function firstFault(verdicts: RecordVerdict[]): string {
  const fault = verdicts.find(({ verdict }) => verdict !== 'pass');
  return fault ? `${fault.record.type} ${fault.record.name}: ${fault.evidence}` : '';
}
