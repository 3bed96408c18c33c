/** The keys of a JSON Schema as a Markdown table, nested ones dotted: `dmarc.policy`, `mailboxes[].user`, `rules.<rule>.level`. */
import { flat, type Schema } from './schema.ts';

export interface Row {
  key: string;
  value: string;
  /** As the description says it: `relaxed`, or a phrase such as "the template's". */
  fallback?: string;
  required: boolean;
  meaning: string;
}

/** Their keys are in tables of their own, so no other table repeats them. */
const apart = /#\/definitions\/(settings|domain|price|call|list|fields)$|^api\.schema\.json$/;

/** The rows of a map's keys, or of those that are asked for, in that order. Throws where a key has no description. */
export function rowsOf(schema: Schema, keys?: string[]): Row[] {
  const { properties = {}, required } = flat(schema);
  return (keys ?? Object.keys(properties)).flatMap(key => {
    const inner = properties[key];
    if (!inner) throw new Error(`The schema has no key \`${key}\`.`);
    return rowsAt(key, inner, required?.includes(key) ?? false);
  });
}

function rowsAt(key: string, schema: Schema, required: boolean): Row[] {
  const whole = flat(schema);
  const { meaning, fallback } = told(key, whole.description);
  return [{ key, value: formsOf(whole), fallback, required, meaning }, ...rowsBelow(key, schema)];
}

/** Where names are free, what stands under them may be told with the map itself. */
function rowsBelow(key: string, schema: Schema): Row[] {
  if (isApart(schema)) return [];
  const { items, properties, required, propertyNames, ...rest } = flat(schema);
  const free = [
    ...Object.values(rest.patternProperties ?? {}),
    ...(typeof rest.additionalProperties === 'object' ? [rest.additionalProperties] : []),
  ].filter(inner => flat(inner).description);
  return [
    ...Object.entries(properties ?? {}).flatMap(([name, inner]) =>
      rowsAt(`${key}.${name}`, inner, required?.includes(name) ?? false),
    ),
    ...free.flatMap(inner => rowsAt(`${key}.<${propertyNames?.title ?? 'name'}>`, inner, false)),
    ...(items ? rowsBelow(`${key}[]`, items) : []),
  ];
}

const isApart = ({ $ref = '', allOf = [] }: Schema): boolean => apart.test($ref) || allOf.some(isApart);

/** A description says the default at its end (`Default: relaxed.`), or where it says what the values are (`keep` (default)). */
function told(key: string, description: string | undefined): Pick<Row, 'meaning' | 'fallback'> {
  if (!description) throw new Error(`\`${key}\` has no description in its schema.`);
  const [, meaning, fallback] = /^(.+?) Default: (.+)\.$/.exec(description) ?? [];
  if (meaning && fallback) return { meaning, fallback };
  const [, inline] = /`([^`]+)` \(default\)/.exec(description) ?? [];
  return inline ? { meaning: description.replace(' (default)', ''), fallback: inline } : { meaning: description };
}

/** What the formats of src/inventory/formats.ts are to people; the others' names say it. */
const formats: Record<string, string> = {
  address: 'mail address',
  'account-id': '32 hexadecimal digits',
  'aws-account': 'twelve digits',
  'aws-region': 'AWS region',
  currency: 'three capital letters',
  folder: 'path',
  host: 'host name',
  'http-url': 'URL',
  'https-url': 'https URL',
  id: 'name',
  iodef: 'URL',
  'iso-date': 'date',
  label: 'host label',
  milter: '`host:port`, or a path',
  'mx-pattern': 'host name or `*.` and a name',
  network: 'IP address or network',
  'no-record': '`none`',
  'record-name': 'name',
  'report-target': 'mail address or https URL',
  rotation: '`<days>d` · `never`',
  overlap: '`<days>d`',
  propagation: '`<hours>h`',
  'segment-name': 'name',
  'ses-name': 'name',
  'selector-prefix': 'text',
  'spf-domain': 'domain name',
  domain: 'domain name',
  timezone: 'IANA name',
  user: 'local part',
  'user-or-address': 'local part or mail address',
  'dotted-path': 'dotted path',
  'http-call': 'method and path',
  variable: 'name of a variable',
  zone: '`existing` · `create` · domain name',
};

function formsOf(schema: Schema): string {
  // A key with nothing behind it is null to YAML, and to people a map that says nothing.
  const types = [schema.type ?? (schema.enum ? 'string' : 'object')].flat().filter(type => type !== 'null');
  const texts = types.map(type => oneForm(type, schema));
  const [one, other] = texts;
  if (other === `list: ${one}`) return `${one}, or a list`;
  return texts.length === 1 ? `${one}` : `${texts.slice(0, -1).join(', ')}, or ${texts.at(-1)}`;
}

function oneForm(type: string, schema: Schema): string {
  if (type === 'object') return 'map';
  if (type === 'array') return `list: ${formsOf(flat(schema.items ?? {}))}`.replace(/: map$/, ' of maps');
  if (schema.enum) return schema.enum.map(value => `\`${value}\``).join(' · ');
  if (type === 'null') return 'nothing';
  if (type === 'boolean') return '`true` · `false`';
  if (type === 'string') return schema.format ? (formats[schema.format] ?? schema.format.replaceAll('-', ' ')) : 'text';
  return rangeOf(schema, type === 'integer' ? 'whole number' : 'number');
}

function rangeOf({ minimum, exclusiveMinimum, maximum }: Schema, what: string): string {
  if (exclusiveMinimum !== undefined) return `${what} above ${exclusiveMinimum}`;
  if (minimum === undefined) return what;
  return maximum === undefined ? `${what} from ${minimum}` : `${minimum} to ${maximum}`;
}

export function table(rows: Row[]): string {
  const cells = rows.map(({ key, value, fallback, required, meaning }) => [
    `\`${key}\``,
    value,
    required ? 'required' : asValue(fallback),
    meaning,
  ]);
  return ['| key | value | default | meaning |', '|---|---|---|---|', ...cells.map(line)].join('\n');
}

const line = (cells: string[]): string => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** One word is what would be written in YAML; several say it in prose. */
const asValue = (fallback = ''): string => (/^\S+$/.test(fallback) ? `\`${fallback}\`` : fallback);
