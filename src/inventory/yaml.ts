/** One YAML file: its data, the way back from data to lines, and everything that is wrong with its syntax. */
import { createRequire } from 'node:module';
import { CORE_SCHEMA, constructFromEvents, type Event, mergeTag, parseEvents, YAMLException } from 'js-yaml';
import type { Pair } from 'yaml';
import type { Finding, Position } from './finding.ts';
import { type Locate, locator, type Path } from './positions.ts';

export interface YamlFile {
  file: string;
  /** Absent where the file cannot be understood at all. */
  data?: unknown;
  locate: Locate;
  findings: Finding[];
  /** Where the schema refused something, once it has been asked. */
  faults?: Path[];
}

// YAML 1.2: `on` and `2026-09-01` are text. No limit on merge keys: 10,000 domains may each have one.
const schema = CORE_SCHEMA.withTags(mergeTag);
const SEVERAL = 'A second YAML document begins here, and a file holds one.';
const require = createRequire(import.meta.url);
const secondParser = () => require('yaml') as typeof import('yaml');
const reading = { schema, maxTotalMergeKeys: -1 };

/**
 * Reads with js-yaml, which takes a sixth of the time of `yaml` for large estates (1.4 MB: 0.25 s against 1.6 s, 2026-11)
 * but stops at the first error; so where it stops, `yaml` says everything that is wrong. Only then is it loaded: 30 ms.
 */
export function readYaml(file: string, text: string): YamlFile {
  const source = text.replace(/^\uFEFF/, '');
  const unreadable = source.indexOf('\uFFFD');
  if (unreadable >= 0)
    return { file, locate: locator(file, source, []), findings: [notUtf8(file, source, unreadable)] };
  try {
    const events = parseEvents(source, {});
    const documents = constructFromEvents(events, { source, ...reading });
    if (documents.length > 1) throw new YAMLException(SEVERAL);
    return { file, data: documents[0] ?? null, locate: locator(file, source, events), findings: [] };
  } catch (error) {
    return broken(file, source, error);
  }
}

/** What is no UTF-8 has been read as U+FFFD, and would go into names and records as that. */
function notUtf8(file: string, source: string, offset: number): Finding {
  const lines = source.slice(0, offset).split('\n');
  const place = { file, line: lines.length, column: (lines.at(-1) as string).length + 1 };
  const message = 'This character is not UTF-8, so what was meant cannot be read.';
  return { ...place, rule: 'not-utf8', severity: 'error', message, fix: 'Save the file as UTF-8.' };
}

function broken(file: string, source: string, error: unknown): YamlFile {
  const findings = explain(file, source);
  if (findings.length === 0) findings.push(firstFault(file, error));
  // Duplicate keys are no reason to keep quiet about the rest: the last one counts while we look.
  if (findings.every(({ rule }) => rule === 'duplicate-key')) {
    const events: Event[] = parseEvents(source, {});
    const [data] = constructFromEvents(events, { source, ...reading, json: true });
    return { file, data, locate: locator(file, source, events), findings };
  }
  return { file, locate: locator(file, source, []), findings };
}

/** What js-yaml alone objects to, such as a merge key whose value is no map. */
function firstFault(file: string, error: unknown): Finding {
  if (!(error instanceof YAMLException)) return syntax({ file, line: 1, column: 1 }, String(error));
  const { line = 0, column = 0 } = error.mark ?? {};
  return syntax({ file, line: line + 1, column: column + 1 }, sentence(error.reason));
}

function explain(file: string, source: string): Finding[] {
  const { LineCounter, parseDocument, visit } = secondParser();
  const lines = new LineCounter();
  const document = parseDocument(source, { merge: true, lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const findings = [...document.errors, ...document.warnings]
    .filter(({ code }) => code !== 'DUPLICATE_KEY')
    .map(({ code, message, pos }) => syntax(at(pos[0]), code === 'MULTIPLE_DOCS' ? SEVERAL : sentence(message)));

  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return;
      findings.push(syntax(at(alias.range?.[0] ?? 0), `No anchor \`&${alias.source}\` stands above this alias.`));
    },
    Map(_, map) {
      for (const [pair, first] of repeatedKeys(map.items)) {
        const where = at(startOf(first));
        const message = `\`${keyOf(pair)}\` is written twice in one map, first on line ${where.line}.`;
        findings.push({ ...at(startOf(pair)), rule: 'duplicate-key', severity: 'error', message, fix: 'Keep one.' });
      }
    },
  });
  return findings;
}

/** Each pair whose key an earlier pair has, with that earlier one. */
function repeatedKeys(pairs: Pair[]): [Pair, Pair][] {
  const seen = new Map<string, Pair>();
  const repeated: [Pair, Pair][] = [];
  for (const pair of pairs) {
    const key = keyOf(pair);
    const first = seen.get(key);
    if (!first) seen.set(key, pair);
    else if (key !== '<<') repeated.push([pair, first]);
  }
  return repeated;
}

const keyOf = ({ key }: Pair): string => (secondParser().isScalar(key) ? String(key.value) : String(key));

const startOf = ({ key }: Pair): number => (secondParser().isNode(key) ? (key.range?.[0] ?? 0) : 0);

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;

const syntax = (position: Position, message: string): Finding => ({
  ...position,
  rule: 'yaml-syntax',
  severity: 'error',
  message,
});
