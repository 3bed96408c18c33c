/** What ajv finds, as people would say it: what is wrong, where, and what was probably meant. */
import type { ErrorObject } from 'ajv';
import type { Finding } from './finding.ts';
import { formats } from './formats.ts';
import { toAscii } from './names.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { faultyPath, follow, pathOf } from './prune.ts';
import type { YamlFile } from './yaml.ts';

type Sentence = Problem & Pick<Finding, 'reference'>;

export function sentences(errors: ErrorObject[], file: YamlFile): Finding[] {
  const found = new Map<string, Finding>();
  for (const error of errors) {
    const finding = findingOf(error, file);
    const missing = error.keyword === 'required' ? error.params.missingProperty : '';
    const place = `${finding.line}:${finding.column} ${finding.rule} ${missing}`;
    // What an anchor shares is wrong at every alias, but written once.
    if (!found.has(place)) found.set(place, finding);
  }
  return [...found.values()];
}

/** One error, of a value that stands in no file of the inventories. */
export const sentenceOf = (error: ErrorObject): Problem => say(error, pathOf(error.instancePath));

function findingOf(error: ErrorObject, file: YamlFile): Finding {
  const path = pathOf(error.instancePath);
  const unknown = error.keyword === 'additionalProperties';
  const position = unknown ? file.locate(faultyPath(error), 'key') : file.locate(path);
  const domain = domainAt(file.data, path);
  return { ...position, severity: 'error', ...(domain && { domain }), ...say(error, path) };
}

/** Errors within one domain say which. */
function domainAt(data: unknown, [top, index]: string[]): string | undefined {
  if (top !== 'domains' || index === undefined) return undefined;
  const name = follow(data, [top, index])?.domain;
  return typeof name === 'string' ? toAscii(name) : undefined;
}

function say(error: ErrorObject, path: string[]): Sentence {
  const { keyword, params, data } = error;
  const name = nameOf(path);
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(error, path);
    case 'format':
      return formats[params.format]?.(data as string) ?? bad(`${name} does not read as it should.`);
    case 'type':
      return wrongType(name, params.type, data);
    case 'enum':
      return notAllowed(name, params.allowedValues, data);
    case 'required':
      return {
        rule: 'missing-key',
        message: `${capital(error.parentSchema?.title)} needs \`${params.missingProperty}\`.`,
      };
    case 'minimum':
      return bad(`${name} is ${data}, and ${params.limit} is the least.`);
    case 'maximum':
      return bad(`${name} is ${data}, and ${params.limit} is the most.`);
    case 'minLength':
    case 'minItems':
      return bad(`${name} is empty.`);
    case 'uniqueItems':
      return bad(`${name} has the same value twice.`);
    default:
      return bad(`${name} ${error.message}.`);
  }
}

const bad = (message: string, fix?: string): Sentence => ({ rule: 'bad-value', message, ...(fix && { fix }) });

function unknownKey({ params, parentSchema }: ErrorObject, path: string[]): Sentence {
  const key = String(params.additionalProperty);
  const known = Object.keys(parentSchema?.properties ?? {});
  const message = `\`${key}\` is no key of ${parentSchema?.title}.`;
  if (path.at(-1) === 'dmarc' && ['pct', 'rf', 'ri'].includes(key)) {
    return { rule: 'unknown-key', message, fix: removedFromDmarc(key), reference: 'RFC 9989' };
  }
  if (parentSchema?.title === 'an identity' && key === 'lifecycle') {
    const fix =
      'A counted mailbox has none: name the mailboxes of its domain in a list, whose entries take a `lifecycle`.';
    return { rule: 'unknown-key', message, fix };
  }
  return { rule: 'unknown-key', message, fix: hint(key, known, isTopLevelSetting(key, parentSchema)) };
}

/** Settings belong under `defaults`, and people forget that line. */
function isTopLevelSetting(key: string, schema: ErrorObject['parentSchema']): boolean {
  return Object.hasOwn(schema?.definitions?.settings?.properties ?? {}, key);
}

function hint(key: string, known: string[], setting: boolean): string {
  if (setting) return `Write it under \`defaults:\`, or at a domain.`;
  const meant = nearest(key, known);
  if (meant) return `Did you mean \`${meant}\`?`;
  return known.length > 0 ? `Known are ${known.join(', ')}.` : 'Names are letters, digits and, at the top, hyphens.';
}

function removedFromDmarc(key: string): string {
  return key === 'pct'
    ? 'DMARC has no `pct` any more: `testing: true` asks for less.'
    : `DMARC has no \`${key}\` any more: remove it.`;
}

const typeNames: Record<string, string> = {
  string: 'text',
  object: 'a map',
  array: 'a list',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function wrongType(name: string, types: string | string[], data: unknown): Sentence {
  const wanted = [types].flat().map(type => typeNames[type] ?? type);
  const rule = 'wrong-type';
  if (data === null) return { rule, message: `${name} has no value; it must be ${list(wanted)}.` };
  const fix = rewritten(data, wanted);
  return { rule, message: `${name} must be ${list(wanted)}, and is ${described(data)}.`, ...(fix && { fix }) };
}

function rewritten(data: unknown, wanted: string[]): string | undefined {
  if (wanted.includes('text') && ['number', 'boolean'].includes(typeof data)) return `Put it in quotes: '${data}'.`;
  // YAML 1.1 took these for booleans, and many people still do.
  if (wanted.includes('true or false') && /^(yes|on)$/i.test(String(data))) return 'Write `true`.';
  if (wanted.includes('true or false') && /^(no|off)$/i.test(String(data))) return 'Write `false`.';
}

function described(data: unknown): string {
  if (Array.isArray(data)) return 'a list';
  if (typeof data === 'object') return 'a map';
  return typeof data === 'string' ? `the text \`${data}\`` : String(data);
}

function notAllowed(name: string, allowed: unknown[], data: unknown): Sentence {
  const meant = typeof data === 'string' ? nearest(data, allowed.map(String)) : undefined;
  const value = data === null ? 'has no value' : `is ${typeof data === 'string' ? `\`${data}\`` : described(data)}`;
  return bad(`${name} must be ${list(allowed.map(String))}, and ${value}.`, meant && `Did you mean \`${meant}\`?`);
}

/** `domains/3/relays/0/name` is, to people who see the line, `relays[0].name`. */
function nameOf(path: string[]): string {
  const steps = path[0] === 'domains' && path.length > 2 ? path.slice(2) : path;
  if (steps.length === 0) return 'The file';
  return `\`${steps.map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : index > 0 ? `.${step}` : step)).join('')}\``;
}

const list = (words: string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const capital = (text = 'This map'): string => text.charAt(0).toUpperCase() + text.slice(1);
