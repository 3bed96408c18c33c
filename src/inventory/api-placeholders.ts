/** Which placeholders may stand where in an `api` section, and those that may not. */
import { type ApiCall, type ApiDescription, settableFields } from './api.ts';
import { nearest } from './nearest.ts';
import type { Path } from './positions.ts';
import type { TemplateFault } from './template-fault.ts';

interface Place {
  path: Path;
  text: string;
  known: string[];
  /** `url`: what stands here is written into logs on its way. */
  in: 'url' | 'body' | 'auth';
}

export function placeholderFaults(api: ApiDescription): TemplateFault[] {
  const secrets = Object.keys(api.secrets);
  return places(api).flatMap(place => [
    ...namesIn(place.text).flatMap(name => faultOf(name, place, secrets)),
    ...(/[{}]/.test(place.text.replace(/\{[^{}]*\}/g, '')) ? [unbalanced(place)] : []),
  ]);
}

const namesIn = (text: string): string[] => Array.from(text.matchAll(/\{([^{}]*)\}/g), ([, name = '']) => name);

function places(api: ApiDescription): Place[] {
  const account = Object.keys(api.account ?? {});
  const auth = texts(['auth'], api.auth).map(
    ([path, text]): Place => ({
      ...{ path, text },
      known: [...account, ...Object.keys(api.secrets)],
      in: 'auth',
    }),
  );
  const calls = callsOf(api).flatMap(({ path, call, known }) => placesOfCall(path, call, [...known, ...account]));
  return [{ path: ['baseUrl'], text: api.baseUrl, known: account, in: 'url' }, ...auth, ...calls];
}

const ofMailbox = ['address', 'user', 'domain'];

export interface DescribedCall {
  /** Below `api`. */
  path: Path;
  call: ApiCall;
  /** What its placeholders can be, the account's settings apart. */
  known: string[];
}

export function callsOf({ check, mailboxes, domains }: ApiDescription): DescribedCall[] {
  const { list, create, update, suspend, activate, setPassword, read, delete: remove, fields } = mailboxes ?? {};
  const keyed = [...ofMailbox, ...(fields?.id === undefined ? [] : ['id'])];
  const calls: (Omit<DescribedCall, 'call'> & { call: ApiCall | undefined })[] = [
    { path: ['check'], call: check, known: [] },
    { path: ['mailboxes', 'list'], call: list, known: ['domain'] },
    { path: ['mailboxes', 'read'], call: read, known: keyed },
    { path: ['mailboxes', 'create'], call: create, known: [...ofMailbox, 'password', ...settableFields] },
    { path: ['mailboxes', 'update'], call: update, known: [...keyed, ...settableFields] },
    { path: ['mailboxes', 'suspend'], call: suspend, known: keyed },
    { path: ['mailboxes', 'activate'], call: activate, known: keyed },
    { path: ['mailboxes', 'setPassword'], call: setPassword, known: [...keyed, 'password'] },
    { path: ['mailboxes', 'delete'], call: remove, known: keyed },
    ...(['add', 'read', 'verify', 'remove'] as const).map(name => ({
      path: ['domains', name],
      call: domains?.[name],
      known: ['domain'],
    })),
  ];
  return calls.flatMap(({ call, ...rest }) => (call ? [{ ...rest, call }] : []));
}

function placesOfCall(path: Path, { call, query, body }: ApiCall, known: string[]): Place[] {
  return [
    { path: [...path, 'call'], text: call, known, in: 'url' },
    ...texts([...path, 'query'], query).map(([at, text]): Place => ({ path: at, text, known, in: 'url' })),
    ...texts([...path, 'body'], body).map(([at, text]): Place => ({ path: at, text, known, in: 'body' })),
  ];
}

function texts(path: Path, value: unknown): [Path, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts([...path, key], inner));
}

function faultOf(name: string, { path, known, in: where }: Place, secrets: string[]): TemplateFault[] {
  const rule = 'undeclared-placeholder';
  if (name === 'password' && where === 'url' && known.includes(name))
    return [{ path, rule, message: 'A password never stands in a URL.', fix: 'Send it in `body`.' }];
  if (known.includes(name)) return [];
  if (secrets.includes(name))
    return [{ path, rule, message: `\`{${name}}\` is a secret, and would be seen here.`, fix: 'Use it in `auth`.' }];
  return [{ path, rule, ...unknown(name, known) }];
}

function unknown(name: string, known: string[]): { message: string; fix: string } {
  const message = `\`{${name}}\` has no value here.`;
  if (name === 'id')
    return {
      message,
      fix: 'Say under `fields.id` where a mailbox shows its key; `list` and `create` have none yet.',
    };
  const meant = nearest(name, known);
  if (meant) return { message, fix: `Write \`{${meant}}\`.` };
  const names = known.map(each => `{${each}}`).join(', ');
  return { message, fix: names ? `There are: ${names}.` : 'None can stand here.' };
}

const unbalanced = ({ path, text }: Place): TemplateFault => ({
  path,
  rule: 'undeclared-placeholder',
  message: `\`${text}\` has a brace without its partner.`,
  fix: 'Write placeholders as `{name}`.',
});
