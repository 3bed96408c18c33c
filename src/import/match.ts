/** A provider's template read backwards: which of its records stand in a zone, and what its variables must then be. */
import type { ProviderTemplate, TemplateRecord } from '../inventory/provider-template.ts';
import type { Variables } from '../records/placeholders.ts';
import type { ZoneRecord } from '../records/record.ts';
import { renderTemplate } from '../records/template.ts';

export interface Place {
  domain: string;
  zone: string;
}

export interface Match {
  template: ProviderTemplate;
  /** Variables and provided values by name, defaults left out. */
  values: Record<string, string>;
  /** Records of the zone that the template renders with these values. */
  hits: ZoneRecord[];
  /** How many more it would render. */
  misses: number;
  /** Some hit is a record that only this provider's customers have. */
  certain: boolean;
}

/** What a record must look like: a template's own, or the SPF record of a relay's return path. */
type Shape = Pick<TemplateRecord, 'name' | 'type' | 'content'> & { role: TemplateRecord['role'] };

/** `pool`: the records that nothing else explains. Undefined where a required variable stays unknown, or nothing matches. */
export function matchTemplate(template: ProviderTemplate, place: Place, pool: ZoneRecord[]): Match | undefined {
  const bound = builtIns(place);
  const taken = new Set<ZoneRecord>();
  for (const shape of shapesOf(template)) bind(shape, template, bound, pool, taken, place.domain, false);
  return judged(template, place, bound, pool);
}

/** The match with selectors of the user's own choice: a key that is alone is the provider's. */
export function completed(match: Match, place: Place, pool: ZoneRecord[]): Match {
  const bound = { ...builtIns(place), ...match.values };
  const taken = new Set(match.hits);
  for (const shape of shapesOf(match.template).filter(({ role }) => role === 'dkim')) {
    bind(shape, match.template, bound, pool, taken, place.domain, true);
  }
  return judged(match.template, place, bound, pool) ?? match;
}

/** The return path first, for it tells whose other records are; names with a form of their own before those without. */
function shapesOf({ records, spf, variables, provided }: ProviderTemplate): Shape[] {
  const hasForm = ({ name }: Shape) =>
    placeholders(name).some(each => (variables[each] ?? provided[each])?.pattern !== undefined);
  const sorted = [...records.filter(hasForm), ...records.filter(record => !hasForm(record))];
  if (!spf?.host) return sorted;
  const content = `v=spf1 ${spf.terms.join(' ')} {all}`;
  return [{ role: 'spf', name: spf.host, type: 'TXT', content }, ...sorted];
}

const placeholders = (text: string): string[] => Array.from(text.matchAll(/\{(\w+)\}/g), ([, name = '']) => name);

const builtIns = ({ domain, zone }: Place): Variables => ({ domain, dashed: domain.replaceAll('.', '-'), zone });

function bind(
  shape: Shape,
  template: ProviderTemplate,
  bound: Variables,
  pool: ZoneRecord[],
  taken: Set<ZoneRecord>,
  domain: string,
  alone: boolean,
): void {
  const found = pool
    .filter(record => record.type === shape.type && !taken.has(record))
    .flatMap(record => {
      const values = unify(shape, record, bound, domain);
      return values && fitsPatterns(values, template) ? [{ record, values }] : [];
    });
  const own = placeholders(shape.name);
  // At a host that is known to be the provider's, all is the provider's.
  const isKnownHost = shape.role === 'return-path' && own.length > 0 && own.every(name => bound[name] !== undefined);
  const usual = found.find(({ values }) => isKnownHost || isUsual(values, template));
  const only = alone && found.length === 1 ? found[0] : undefined;
  const chosen = usual ?? (isTelling(shape, template) ? found[0] : only);
  if (!chosen) return;
  taken.add(chosen.record);
  for (const [name, value] of Object.entries(chosen.values)) if (name !== 'all') bound[name] = value;
}

/** New values by name where the record has this shape; what is bound already must fit. */
function unify(shape: Shape, record: ZoneRecord, bound: Variables, domain: string): Variables | undefined {
  const name = shape.name === '@' ? domain : `${shape.name}.${domain}`;
  const seen = new Set<string>();
  const pattern = `^${source(name, isHost(shape) ? LABEL : LABELS, bound, seen)}\n${source(shape.content, ANYTHING, bound, seen)}$`;
  const match = new RegExp(pattern, shape.type === 'TXT' ? 's' : 'i').exec(`${record.name}\n${record.content}`);
  return match ? { ...match.groups } : undefined;
}

// A host two labels down is that of a domain in between; selectors may have dots (RFC 6376 §3.1).
const LABEL = '[a-z0-9_-]+';
const LABELS = '[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*?';
const isHost = ({ role }: Shape): boolean => role === 'return-path' || role === 'spf' || role === 'tracking';

const ANYTHING = '[^\\n]+?';

function source(text: string, capture: string, bound: Variables, seen: Set<string>): string {
  return text
    .split(/\{(\w+)\}/)
    .map((piece, index) => {
      if (index % 2 === 0) return RegExp.escape(piece);
      const value = bound[piece];
      if (value !== undefined) return RegExp.escape(value);
      if (seen.has(piece)) return `\\k<${piece}>`;
      seen.add(piece);
      return piece === 'all' ? '(?<all>[-~]all)' : `(?<${piece}>${capture})`;
    })
    .join('');
}

function fitsPatterns(values: Variables, { variables, provided }: ProviderTemplate): boolean {
  return Object.entries(values).every(([name, value = '']) => {
    const pattern = variables[name]?.pattern ?? provided[name]?.pattern;
    return pattern === undefined || new RegExp(pattern, 'i').test(value);
  });
}

/** Every variable has its default, or has none to have. */
function isUsual(values: Variables, { variables }: ProviderTemplate): boolean {
  return Object.entries(values).every(([name, value]) => {
    const variable = variables[name];
    return (
      variable === undefined ||
      (variable.default === undefined ? variable.required === true : variable.default === value)
    );
  });
}

/** Whether nobody else has such a record: its value names the provider. A key is anybody's. */
function isTelling({ role, type, content }: Shape, { variables, provided }: ProviderTemplate): boolean {
  if (role === 'verification' || (role === 'dkim' && type === 'TXT')) return false;
  return content.split(/\{(\w+)\}/).some((piece, index) => {
    const text = index % 2 === 0 ? piece : (variables[piece]?.pattern ?? provided[piece]?.pattern ?? '');
    return /[a-z]{4}/i.test(text.replace(/\[[^\]]*\]|^v=spf1 include:/g, ''));
  });
}

function judged(template: ProviderTemplate, place: Place, bound: Variables, pool: ZoneRecord[]): Match | undefined {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(bound)) {
    const known = name in template.variables || name in template.provided;
    if (known && value !== undefined && value !== template.variables[name]?.default) values[name] = value;
  }
  const { drafts, missing, spfHost, spfTerms } = renderTemplate(template, { ...place, values });
  if (missing.length > 0) return undefined;
  const wanted = drafts.filter(({ provided }) => !provided);
  const hits = wanted.flatMap(
    ({ name, type, content }) => pool.find(record => isAt(record, name, type, content)) ?? [],
  );
  const spf = spfHost && pool.find(record => isSpfOf(record, spfHost, spfTerms));
  if (hits.length === 0 && !spf) return undefined;
  const certain = template.records.some(
    shape => isEvidence(shape, template) && hits.some(hit => ofShape(hit, shape, bound, place)),
  );
  return {
    ...{ template, values },
    hits: spf ? [...hits, spf] : hits,
    misses: wanted.length - hits.length + (spfHost && !spf ? 1 : 0),
    certain,
  };
}

const EVIDENCE = new Set(['mx', 'dkim', 'return-path']);

const isEvidence = (shape: Shape, template: ProviderTemplate): boolean =>
  EVIDENCE.has(shape.role) && isTelling(shape, template);

const ofShape = (record: ZoneRecord, shape: Shape, bound: Variables, { domain }: Place): boolean =>
  record.type === shape.type && unify(shape, record, bound, domain) !== undefined;

const isAt = (record: ZoneRecord, name: string, type: string, content: string): boolean =>
  record.name === name &&
  record.type === type &&
  (type === 'TXT' ? record.content === content : record.content.toLowerCase() === content.toLowerCase());

const isSpfOf = ({ name, type, content }: ZoneRecord, host: string, terms: string[]): boolean =>
  name === host &&
  type === 'TXT' &&
  [`v=spf1 ${terms.join(' ')} -all`, `v=spf1 ${terms.join(' ')} ~all`].includes(content);
