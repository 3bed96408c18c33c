/** The OpenSPF suite as it is installed on this machine, and its zones as a DNS server sees them. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseAllDocuments } from 'yaml';

export interface SuiteCase {
  name: string;
  helo: string;
  host: string;
  mailfrom: string;
  /** Any of these is right; the first is preferred. */
  results: string[];
  explanation?: string;
  spec: string;
}

export type Value = string | string[] | [number, string];

/** What a name holds; `silent`: questions for any other type get no answer. */
export interface ZoneName {
  records: { type: string; value: Value }[];
  silent: boolean;
}

export interface Scenario {
  description: string;
  cases: SuiteCase[];
  /** By lower-case name. */
  zone: Map<string, ZoneName>;
}

const INSTALLED = '/usr/share/doc/python3-spf/rfc7208-tests.yml.gz';

/** The path of the suite, or undefined where it is not installed. Its licence allows use, but it is not ours to pass on. */
export function suitePath(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const path = env.MAILYARD_OPENSPF || INSTALLED;
  return existsSync(path) ? path : undefined;
}

export function readSuite(path: string): Scenario[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  // YAML 1.1, where keys such as 1.2.3.4 stay text and escapes like \x80 are characters.
  return parseAllDocuments(text, { version: '1.1' })
    .map(document => document.toJS() as Document | null)
    .filter(document => document !== null)
    .map(scenarioOf);
}

interface Document {
  description: string;
  tests: Record<string, Omit<SuiteCase, 'name' | 'results'> & { result: string | string[] }>;
  zonedata: Record<string, ('TIMEOUT' | Record<string, Value>)[]>;
}

function scenarioOf({ description, tests, zonedata }: Document): Scenario {
  const cases = Object.entries(tests).map(([name, { result, ...rest }]) => ({
    name,
    ...rest,
    spec: String(rest.spec),
    results: [result].flat(),
  }));
  const zone = new Map(Object.entries(zonedata).map(([name, entries]) => [name.toLowerCase(), zoneName(entries)]));
  return { description, cases, zone };
}

/** The suite's rule: records of the old type SPF stand for TXT ones, unless the name has an entry of type TXT. `NONE` is no record. */
function zoneName(entries: ('TIMEOUT' | Record<string, Value>)[]): ZoneName {
  const records = entries
    .filter(entry => entry !== 'TIMEOUT')
    .flatMap(entry => Object.entries(entry).map(([type, value]) => ({ type, value })));
  const hasTxt = records.some(({ type }) => type === 'TXT');
  return {
    records: records
      .filter(({ type, value }) => (type !== 'SPF' || !hasTxt) && value !== 'NONE')
      .map(record => (record.type === 'SPF' ? { ...record, type: 'TXT' } : record)),
    silent: entries.includes('TIMEOUT'),
  };
}
