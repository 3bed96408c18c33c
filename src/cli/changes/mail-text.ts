/** What a plan does at mail providers, as people read it: mailboxes and domains, by segment and provider. */
import { MAIL_DOMAIN, MAIL_DOMAIN_READY, MAILBOX } from '../../estate/resource.ts';
import type { ResourceChange } from '../../plan/plan.ts';
import { counted } from '../../words.ts';
import type { Colors } from '../terminal.ts';

const MOST_LINES = 400;

const mailTypes = new Set([MAIL_DOMAIN, MAIL_DOMAIN_READY, MAILBOX]);

export const isOfMail = ({ type }: ResourceChange): boolean => mailTypes.has(type);

/** `12 mailboxes to make, 1 to change`; empty where none changes. A domain that is added is one, and not one more when it is ready. */
export function mailTotals(changes: ResourceChange[], colors: Colors): string[] {
  const count = (type: string, action: ResourceChange['action'], kept?: true) =>
    changes.filter(each => each.type === type && actionOf(each) === action && each.kept === kept).length;
  const sentences: [number, (count: number) => string][] = [
    [count(MAILBOX, 'create'), each => colors.green(`+ ${counted(each, 'mailbox')} to make`)],
    [count(MAILBOX, 'update'), each => colors.yellow(`~ ${counted(each, 'mailbox')} to change`)],
    [count(MAILBOX, 'delete'), each => colors.red(`- ${counted(each, 'mailbox')} to delete`)],
    [count(MAILBOX, 'delete', true), each => `${counted(each, 'mailbox')} no longer looked after`],
    [count(MAIL_DOMAIN, 'create'), each => colors.green(`+ ${counted(each, 'domain')} at mail providers`)],
  ];
  return sentences.flatMap(([each, text]) => (each > 0 ? [text(each)] : []));
}

/** At another provider it is a new one. */
const actionOf = ({ action, mail }: ResourceChange): ResourceChange['action'] => (mail?.from ? 'create' : action);

export function mailLines(all: ResourceChange[], colors: Colors): string[] {
  const groups = Map.groupBy(all.filter(isOfMail), ({ segment, mail }) => `${segment} at ${mail?.provider}`);
  const lines = [...groups].flatMap(([head, changes]) => [
    `\n${colors.bold(head)}`,
    ...domainLines(changes, colors),
    ...changes.filter(({ type }) => type === MAILBOX).flatMap(change => mailboxLines(change, colors)),
  ]);
  const rest = lines.length - MOST_LINES;
  return rest > 0
    ? [...lines.slice(0, MOST_LINES), `\n… and ${counted(rest, 'more line')}; --json has them all.`]
    : lines;
}

/** Adding a domain and waiting until it is ready are one thing to people. */
function domainLines(changes: ResourceChange[], colors: Colors): string[] {
  const domains = Map.groupBy(
    changes.filter(({ type }) => type !== MAILBOX),
    ({ mail }) => mail?.subject ?? '',
  );
  return [...domains].map(([domain, parts]) => {
    const added = parts.find(({ type }) => type === MAIL_DOMAIN);
    const ready = parts.find(({ type }) => type === MAIL_DOMAIN_READY);
    const change = added ?? (parts[0] as ResourceChange);
    const { kept, mail } = change;
    const action = actionOf(change);
    const stays = mail?.from ? `; it stays at ${mail.from}` : '';
    const until = mail?.values.some(({ name }) => name === 'signs') ? 'it signs with its DKIM key' : 'it is ready';
    const text = {
      create: [added && 'is added', ready && `is waited for until ${until}`].filter(Boolean).join(', and '),
      update: 'is looked at again, as its account changed',
      delete: kept || !added ? 'leaves the state only, and stays there' : 'is removed there, if it is empty',
    }[action];
    return `  ${signs(colors)[action]} ${domain} ${colors.dim(text + stays)}`;
  });
}

function mailboxLines(change: ResourceChange, colors: Colors): string[] {
  const { kept, mail } = change;
  const action = actionOf(change);
  const { subject = '', values = [], from } = mail ?? {};
  const head = `  ${signs(colors)[action]} ${subject}`;
  if (action === 'delete')
    return [kept ? `${head} ${colors.dim('stays there; the state forgets it, and its password')}` : head];
  if (action === 'update')
    return [head, ...values.map(({ name, old, next }) => `      ${name} ${colors.dim(shown(old))} → ${shown(next)}`)];
  const told = values.filter(({ name, next }) => !usual(name, next)).map(({ name, next }) => `${name} ${shown(next)}`);
  const all = [told.join(', '), from ? `that at ${from} stays there, with its mail` : ''].filter(Boolean).join('; ');
  return [all ? `${head}  ${colors.dim(all)}` : head];
}

const signs = (colors: Colors) => ({ create: colors.green('+'), update: colors.yellow('~'), delete: colors.red('-') });

const usual = (name: string, value: unknown): boolean =>
  (name === 'state' && value === 'active') || value === null || (Array.isArray(value) && value.length === 0);

const MOST_CHARACTERS = 60;

/** A setting's value on a line. */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'none';
  const text = Array.isArray(value)
    ? value.join(', ') || 'none'
    : typeof value === 'string'
      ? JSON.stringify(value)
      : String(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}
