/** What the schema of an `api` section cannot say: that Mailyard can do with it what it claims, and see what it did. */
import {
  type ApiDescription,
  type ApiError,
  type DomainApi,
  type ListCall,
  type MailboxApi,
  placeholdersOf,
  placeholdersOfCall,
  settableFields,
} from './api.ts';
import { callsOf, type DescribedCall, placeholderFaults } from './api-placeholders.ts';
import type { Path } from './positions.ts';
import type { ProviderTemplate } from './template.ts';
import { patternFaults, requiredFaults, type TemplateFault } from './template-fault.ts';

export function apiFaults({ api, provided }: ProviderTemplate): TemplateFault[] {
  if (!api) return [];
  const faults = [
    ...placeholderFaults(api),
    ...accountFaults(api),
    ...authFaults(api),
    ...callsOf(api).flatMap(namelessFaults),
    ...(api.errors ?? []).flatMap(errorFaults),
    ...(api.mailboxes ? mailboxFaults(api.mailboxes) : []),
    ...(api.domains ? domainFaults(api.domains, Object.keys(provided)) : []),
    ...(api.mailboxes || api.domains ? [] : [fault([], 'Nothing can be made by this API.', 'Describe `mailboxes`.')]),
  ];
  return faults.map(({ path, ...rest }) => ({ path: ['api', ...path], ...rest }));
}

const fault = (path: Path, message: string, fix: string, rule = 'bad-api'): TemplateFault => ({
  ...{ path, rule, message, fix },
});

/** These have a meaning of their own in calls. */
const taken: readonly string[] = ['address', 'user', 'domain', 'id', 'password', ...settableFields];

function accountFaults(api: ApiDescription): TemplateFault[] {
  const used = new Set(placeholdersOf([api.baseUrl, api.auth, ...callsOf(api).map(({ call }) => placed(call))]));
  return Object.entries(api.account ?? {}).flatMap(([name, setting]) => [
    ...patternFaults(['account', name], setting),
    ...requiredFaults(['account', name], setting),
    ...(taken.includes(name)
      ? [
          fault(
            ['account', name],
            `\`{${name}}\` has another meaning already.`,
            'Choose another name.',
            'placeholder-clash',
          ),
        ]
      : []),
    ...(used.has(name)
      ? []
      : [
          fault(
            ['account', name],
            `Nothing uses \`{${name}}\`.`,
            'Use it in `baseUrl`, `auth` or a call, or remove it.',
          ),
        ]),
  ]);
}

const placed = ({ call, query, body }: { call: string; query?: unknown; body?: unknown }) => [call, query, body];

function authFaults({ baseUrl, auth, secrets }: ApiDescription): TemplateFault[] {
  const used = placeholdersOf(auth);
  const ways = [auth.bearer, auth.basic].filter(way => way !== undefined).length;
  const unused = Object.keys(secrets).filter(name => !used.includes(name));
  return [
    ...unused.map(name => fault(['secrets', name], `Nothing uses \`{${name}}\`.`, 'Use it in `auth`, or remove it.')),
    ...(ways > 1 ? [fault(['auth'], '`bearer` and `basic` are one header.', 'Remove one of the two.')] : []),
    ...(used.length === 0 ? [fault(['auth'], 'No secret proves who asks.', "Write `bearer: '{VARIABLE}'`.")] : []),
    ...(auth.basic !== undefined && !auth.basic.includes(':')
      ? [fault(['auth', 'basic'], 'Between user and password stands a colon.', "Write `'{login}:{VARIABLE}'`.")]
      : []),
    ...(/^(https:\/\/|\{)/.test(baseUrl)
      ? []
      : [fault(['baseUrl'], `\`${baseUrl}\` does not begin with https://.`, 'Passwords go through it: use https.')]),
  ];
}

function errorFaults(error: ApiError, index: number): TemplateFault[] {
  const { status, at, pattern } = error;
  const path = ['errors', index];
  return [
    ...patternFaults(path, { pattern }),
    ...(status === undefined && at === undefined
      ? [fault(path, 'This is every answer.', 'Write `status`, `at`, or both.')]
      : []),
    ...(pattern !== undefined && at === undefined
      ? [
          fault(
            [...path, 'pattern'],
            'Nothing says where this pattern is looked for.',
            'Write `at`, such as `error.code`.',
          ),
        ]
      : []),
  ];
}

/** One call is for one mailbox or domain, and has to say for which. */
function namelessFaults({ path, call }: DescribedCall): TemplateFault[] {
  const [what, name] = path;
  const names = placeholdersOfCall(call);
  if (what === 'domains' && !names.includes('domain'))
    return [fault(path, 'This call does not say which domain it is for.', 'Name it: `{domain}`.')];
  if (what !== 'mailboxes' || name === 'list' || names.some(each => ['address', 'user', 'id'].includes(each)))
    return [];
  return [fault(path, 'This call does not say which mailbox it is for.', 'Name it: `{address}`.')];
}

function mailboxFaults(mailboxes: MailboxApi): TemplateFault[] {
  const { fields, list, create, update, setPassword } = mailboxes;
  const at = (...path: string[]): Path => ['mailboxes', ...path];
  return [
    ...((fields.address ?? fields.user)
      ? []
      : [
          fault(
            at('fields'),
            'No field tells which mailbox an answer is about.',
            'Write `address:` and where it stands.',
          ),
        ]),
    ...settingFaults(mailboxes),
    ...switchFaults(mailboxes),
    ...[create, setPassword].flatMap((call, i) =>
      !call || placeholdersOfCall(call).includes('password') || fields.password !== undefined
        ? []
        : [
            fault(
              at(i === 0 ? 'create' : 'setPassword'),
              'This call neither sends a password nor is there one in its answer.',
              'Put `{password}` into its body, or say under `fields.password` where the answer shows it.',
            ),
          ],
    ),
    ...(update && !settableFields.some(name => placeholdersOfCall(update).includes(name))
      ? [
          fault(
            at('update'),
            'This call changes nothing.',
            'Put settings such as `{name}` into its body, or remove it.',
          ),
        ]
      : []),
    ...pagingFaults(list),
  ];
}

/** What is set must be seen again, and be changed: else each run would find it different, or never right. */
function settingFaults({ fields, create, update, suspend }: MailboxApi): TemplateFault[] {
  const inCreate = placeholdersOfCall(create);
  const inUpdate = update ? placeholdersOfCall(update) : [];
  return settableFields.flatMap(name => {
    const sender = inUpdate.includes(name) ? 'update' : 'create';
    if (fields[name] === undefined) {
      if (!inUpdate.includes(name) && !inCreate.includes(name)) return [];
      const message = `\`{${name}}\` is sent, and no field says where a mailbox shows it, so that Mailyard cannot see whether it is so.`;
      return [fault(['mailboxes', sender], message, `Write \`${name}:\` and its path under \`fields\`.`)];
    }
    if (!inCreate.includes(name) || inUpdate.includes(name) || (name === 'state' && suspend)) return [];
    const message = `\`{${name}}\` is set when a mailbox is made, and no call changes it later.`;
    return [fault(['mailboxes', 'create'], message, `Put \`{${name}}\` into the body of \`update\`.`)];
  });
}

/** What is suspended must be seen to be, and come back. */
function switchFaults({ fields, suspend, activate, update }: MailboxApi): TemplateFault[] {
  if (!suspend && !activate) return [];
  const name = suspend ? 'suspend' : 'activate';
  const path: Path = ['mailboxes', name];
  return [
    ...(suspend && activate
      ? []
      : [fault(path, `\`${name}\` has no counterpart.`, 'Describe both `suspend` and `activate`.')]),
    ...(fields.state === undefined
      ? [fault(path, 'No field says whether a mailbox is suspended.', 'Write `state:` and its path under `fields`.')]
      : []),
    ...(update && placeholdersOfCall(update).includes('state')
      ? [fault(path, '`update` takes `{state}` already.', 'Remove one of the two ways.')]
      : []),
  ];
}

function pagingFaults({ paging }: ListCall): TemplateFault[] {
  if (!paging) return [];
  const { page, first, offset, size, items, total, next, cursor, link } = paging;
  const at: Path = ['mailboxes', 'list', 'paging'];
  const ways = [page, offset, next, link || undefined].filter(way => way !== undefined).length;
  const counted = page !== undefined || offset !== undefined;
  return [
    ...(ways === 1
      ? []
      : [
          fault(
            at,
            `Pages have ${ways === 0 ? 'no way' : 'more than one way'} to the next.`,
            'Write one of `page`, `offset`, `next` and `link: true`.',
          ),
        ]),
    ...(counted && items === undefined && total === undefined
      ? [fault(at, 'Nothing says which page is the last.', 'Write `size` and `items`, or `total`.')]
      : []),
    ...((size === undefined) === (items === undefined) || (counted && size === undefined)
      ? []
      : [fault(at, '`size` is the name in the query, `items` the number: it takes both.', 'Write the other one too.')]),
    ...(cursor !== undefined && next === undefined
      ? [fault([...at, 'cursor'], 'No path says where the token is.', 'Write `next`, such as `meta.next`.')]
      : []),
    ...(first !== undefined && page === undefined
      ? [fault([...at, 'first'], 'Only numbered pages have a first number.', 'Remove it, or write `page`.')]
      : []),
  ];
}

function domainFaults({ ready, values = {} }: DomainApi, provided: string[]): TemplateFault[] {
  const unknown = Object.keys(values).filter(name => !provided.includes(name));
  return [
    ...(ready ? patternFaults(['domains', 'ready'], ready) : []),
    ...unknown.map(name =>
      fault(['domains', 'values', name], `\`${name}\` is no value of this template.`, 'Declare it under `provided`.'),
    ),
  ];
}
