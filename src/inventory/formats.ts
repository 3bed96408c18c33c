/** The `format`s of the schemas: what a text must be, with the sentence to say where it is not. */
import { parseInstant } from '../dates.ts';
import { mailAddressProblem, networkProblem, userProblem } from './addresses.ts';
import { domainProblem, nameProblem, recordNameProblem } from './names.ts';
import type { Problem } from './problem.ts';
import { spanOf } from './span.ts';

export type Format = (text: string) => Problem | undefined;

/** A segment's name stands in the mark of each of its records, and a mark has 100 characters. */
export const SEGMENT_NAME_LENGTH = 30;

export const formats: Record<string, Format> = {
  address: mailAddressProblem,
  domain: domainProblem,
  host: text => nameProblem(text),
  label: text => nameProblem(text),
  network: networkProblem,
  user: userProblem,
  'record-name': recordNameProblem,
  timezone: remembering(timezoneProblem),
  'iso-date': remembering(dateProblem),
  zone: text => (text === 'existing' || text === 'create' ? undefined : domainProblem(text)),
  'user-or-address': text => (text.includes('@') ? mailAddressProblem(text) : userProblem(text)),
  'host-suffix': text => (text.startsWith('.') ? nameProblem(text.slice(1)) : NO_SUFFIX),
  span: text => (spanOf(text) === undefined ? NO_SPAN(text) : undefined),
  'mx-pattern': text => nameProblem(text.replace(/^\*\./, '')),
  'spf-domain': spfDomainProblem,
  'https-url': text => urlProblem(text, ['https:']),
  'http-url': text => urlProblem(text, ['http:', 'https:']),
  'report-target': text => (/^https?:/i.test(text) ? urlProblem(text, ['https:']) : mailAddressProblem(text)),
  iodef: iodefProblem,
  id: matching(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens'),
  'segment-name': matching(
    new RegExp(`^[a-z0-9][a-z0-9-]{0,${SEGMENT_NAME_LENGTH - 1}}$`),
    `at most ${SEGMENT_NAME_LENGTH} lower-case letters, digits and hyphens`,
  ),
  // `<prefix><yyyymmdd><a…>` has to fit a label.
  'selector-prefix': matching(/^[a-z][a-z0-9-]{0,39}$/, 'a letter, then at most 39 letters, digits and hyphens'),
  // The daemon and a command run in different folders.
  folder: matching(/^\/[^ ]*[^/ ]$/, 'a whole path such as `/etc/opendkim/mailyard`', 'bad-value'),
  milter: matching(/^(\/\S+|[^\s/:]+:\d{1,5})$/, '`host:port`, or the path of a socket', 'bad-value'),
  // RFC 5321 §4.5.4.1: queues try for 4 to 5 days, and mail that was signed before must verify when it arrives.
  overlap: matching(/^([5-9]|[1-9]\d{1,2})d$/, 'a number of days such as `14d`, at least `5d`', 'bad-value'),
  propagation: matching(/^([1-9]|[1-9]\d)h$/, 'a number of hours such as `24h`, from `1h` to `99h`', 'bad-value'),
  rotation: matching(/^(never|[1-9]\d{0,3}d)$/, 'a number of days such as `90d`, or `never`', 'bad-value'),
  'no-record': matching(/^none$/, '`none`, or a map of the fields that differ', 'bad-value'),
  currency: matching(/^[A-Z]{3}$/, 'three capital letters such as `USD`', 'bad-value'),
  variable: variableProblem,
  'blocklist-zone': text => nameProblem(text.replace(/^\{key\}\./, '')),
  'answer-code': answerCodeProblem,
  'http-call': httpCallProblem,
  'dotted-path': matching(
    /^[^\s.{}]+(\.[^\s.{}]+)*$/,
    'names with dots between them, such as `data.email`',
    'bad-value',
  ),
  'aws-account': matching(/^\d{12}$/, 'twelve digits, in quotes', 'bad-value'),
  'aws-region': matching(/^[a-z]{2}(-[a-z]+)+-\d+$/, 'a region such as `eu-central-1`', 'bad-value'),
  'ses-name': matching(/^[\w-]{1,64}$/, 'at most 64 letters, digits, hyphens and underscores'),
  instant: instantProblem,
  'enhanced-status': matching(/^[245]\.\d{1,3}\.\d{1,3}$/, 'three numbers such as `5.1.1`', 'bad-value'),
  'account-id': matching(/^[0-9a-f]{32}$/, '32 hexadecimal digits, in quotes if all are decimal', 'bad-value'),
};

const NO_SUFFIX: Problem = { rule: 'bad-name', message: 'The end of a host name begins with its dot: `.google.com`.' };

const NO_SPAN = (text: string): Problem => ({
  rule: 'bad-value',
  message: `\`${text}\` must be a span of at most 24 hours, such as \`1s\`, \`1min\` or \`24h\`.`,
});

function matching(pattern: RegExp, what: string, rule = 'bad-name'): Format {
  return text => (pattern.test(text) ? undefined : { rule, message: `\`${text}\` must be ${what}.` });
}

/** Dates and time zones are dear to check, 5 and 20 µs, and a large estate repeats a few of them thousands of times. */
function remembering(format: Format): Format {
  const good = new Set<string>();
  return text => {
    if (good.has(text)) return undefined;
    const problem = format(text);
    if (!problem) good.add(text);
    return problem;
  };
}

function timezoneProblem(text: string): Problem | undefined {
  // Formatting loads what only aliases need: 30 ms.
  if (Intl.supportedValuesOf('timeZone').includes(text)) return undefined;
  try {
    // Intl also takes offsets, which know no summer time.
    if (!/^[+-]/.test(text) && new Intl.DateTimeFormat('en', { timeZone: text })) return undefined;
  } catch {
    // RangeError: falls through to the sentence.
  }
  return {
    rule: 'bad-value',
    message: `\`${text}\` is no IANA time zone.`,
    fix: 'Write a name such as `Europe/Berlin`.',
  };
}

/** A token itself, written by mistake, is not repeated. */
function variableProblem(text: string): Problem | undefined {
  if (/^[A-Za-z_]\w{0,39}$/.test(text)) return undefined;
  return {
    rule: 'bad-value',
    message: 'This is no name of an environment variable.',
    fix: 'Write the name of the variable that has the token, like ACME_CLOUDFLARE_TOKEN; never the token itself.',
  };
}

function httpCallProblem(text: string): Problem | undefined {
  if (/^(GET|POST|PUT|PATCH|DELETE) \/\S*$/.test(text)) return undefined;
  const message = `\`${text}\` is no call.`;
  return {
    rule: 'bad-value',
    message,
    fix: 'Write method and path, as in `POST /mailboxes` or `GET /mailboxes/{address}`.',
  };
}

function answerCodeProblem(text: string): Problem | undefined {
  const ranges = text.split('.').map(part => /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part)?.slice(1, 3));
  const good = ranges.every(range => {
    const [from = 256, to = from] = (range ?? []).flatMap(each => (each === undefined ? [] : [Number(each)]));
    return from <= to && to <= 255;
  });
  if (good && ranges.length === 4 && text.startsWith('127.')) return undefined;
  const message = `\`${text}\` is no answer of a blocklist.`;
  return { rule: 'bad-value', message, fix: 'Write an address such as `127.0.0.2`, or with ranges: `127.0.0.4-7`.' };
}

function dateProblem(text: string): Problem | undefined {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return undefined;
  return { rule: 'bad-value', message: `\`${text}\` is no date.`, fix: 'Write it as in 2026-09-01.' };
}

function instantProblem(text: string): Problem | undefined {
  if (parseInstant(text) !== undefined) return undefined;
  return { rule: 'bad-value', message: `\`${text}\` is no time.`, fix: 'Write it as in 2026-11-26T10:00:00Z.' };
}

function spfDomainProblem(text: string): Problem | undefined {
  const mechanism = /^\+?include:/i.exec(text)?.[0];
  if (mechanism) {
    const message = `\`${text}\` is a mechanism, and here only its domain is wanted.`;
    return { rule: 'bad-name', message, fix: `Write \`${text.slice(mechanism.length)}\`.` };
  }
  // Macros (RFC 7208 §7) have their own grammar, which the SPF builder checks.
  return text.includes('%{') ? undefined : nameProblem(text, { underscores: true });
}

function urlProblem(text: string, protocols: string[]): Problem | undefined {
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  if (protocols.includes(protocol)) return undefined;
  const message = `\`${text}\` must be a URL that begins with ${protocols.map(name => `${name}//`).join(' or ')}.`;
  return { rule: 'bad-value', message };
}

/** RFC 8659 §4.4: a URL, `mailto:` for an address. */
function iodefProblem(text: string): Problem | undefined {
  if (/^mailto:/i.test(text)) return mailAddressProblem(text.slice('mailto:'.length));
  if (!text.includes('@')) return urlProblem(text, ['https:', 'http:']);
  return { rule: 'bad-value', message: `\`${text}\` must be a URL.`, fix: `Write \`mailto:${text}\`.` };
}
