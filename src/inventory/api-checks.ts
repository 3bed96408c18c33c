/** What the schema of an `api` section cannot say: that its parts fit each other, and that Mailyard can do with it what it claims. */
import {
  type ApiDescription,
  type ApiError,
  type DomainApi,
  placeholdersOf,
  placeholdersOfCall,
  settableFields,
} from './api.ts';
import { mailboxFaults } from './api-mailbox-checks.ts';
import { callsOf, type DescribedCall, placeholderFaults } from './api-placeholders.ts';
import type { ProviderTemplate } from './provider-template.ts';
import { faultWhen, patternFaults, requiredFaults, type TemplateFault } from './template-fault.ts';

const RULE = 'bad-api';

export function apiFaults({ api, provided }: ProviderTemplate): TemplateFault[] {
  if (!api) return [];
  const { mailboxes, domains, errors = [] } = api;
  const faults = [
    ...faultWhen(!mailboxes && !domains, RULE, [], 'Nothing can be made by this API.', 'Describe `mailboxes`.'),
    ...placeholderFaults(api),
    ...accountFaults(api),
    ...authFaults(api),
    ...callsOf(api).flatMap(namelessFaults),
    ...errors.flatMap(errorFaults),
    ...(mailboxes ? mailboxFaults(mailboxes) : []),
    ...(domains ? domainFaults(domains, Object.keys(provided)) : []),
  ];
  return faults.map(({ path, ...rest }) => ({ path: ['api', ...path], ...rest }));
}

/** These have a meaning of their own in calls. */
const taken: readonly string[] = ['address', 'user', 'domain', 'id', 'password', ...settableFields];

function accountFaults(api: ApiDescription): TemplateFault[] {
  const inCalls = callsOf(api).flatMap(({ call }) => placeholdersOfCall(call));
  const used = [...placeholdersOf([api.baseUrl, api.auth]), ...inCalls];
  return Object.entries(api.account ?? {}).flatMap(([name, setting]) => {
    const path = ['account', name];
    const clash = `\`{${name}}\` has another meaning already.`;
    const fix = 'Use it in `baseUrl`, `auth` or a call, or remove it.';
    return [
      ...patternFaults(path, setting),
      ...requiredFaults(path, setting),
      ...faultWhen(taken.includes(name), 'placeholder-clash', path, clash, 'Choose another name.'),
      ...faultWhen(!used.includes(name), RULE, path, `Nothing uses \`{${name}}\`.`, fix),
    ];
  });
}

function authFaults({ baseUrl, auth: { bearer, basic, headers }, secrets }: ApiDescription): TemplateFault[] {
  const used = placeholdersOf([bearer, basic, headers]);
  const unused = Object.keys(secrets).filter(name => !used.includes(name));
  const both = bearer !== undefined && basic !== undefined;
  const clear = `\`${baseUrl}\` does not begin with https://.`;
  const colon = 'Between user and password stands a colon.';
  return [
    ...unused.flatMap(name =>
      faultWhen(true, RULE, ['secrets', name], `Nothing uses \`{${name}}\`.`, 'Use it in `auth`, or remove it.'),
    ),
    ...faultWhen(both, RULE, ['auth'], '`bearer` and `basic` are one header.', 'Remove one of the two.'),
    ...faultWhen(used.length === 0, RULE, ['auth'], 'No secret proves who asks.', "Write `bearer: '{VARIABLE}'`."),
    ...faultWhen(basic?.includes(':') === false, RULE, ['auth', 'basic'], colon, "Write `'{login}:{VARIABLE}'`."),
    ...faultWhen(!/^(https:\/\/|\{)/.test(baseUrl), RULE, ['baseUrl'], clear, 'Passwords go through it: use https.'),
  ];
}

function errorFaults(error: ApiError, index: number): TemplateFault[] {
  const { status, at, pattern } = error;
  const path = ['errors', index];
  const every = status === undefined && at === undefined;
  const placeless = pattern !== undefined && at === undefined;
  const nowhere = 'Nothing says where this pattern is looked for.';
  const fix = 'Write `at`, such as `error.code`.';
  return [
    ...patternFaults(path, { pattern }),
    ...faultWhen(every, RULE, path, 'This is every answer.', 'Write `status`, `at`, or both.'),
    ...faultWhen(placeless, RULE, [...path, 'pattern'], nowhere, fix),
  ];
}

/** One call is for one mailbox or domain, and has to say for which. */
function namelessFaults({ path, call }: DescribedCall): TemplateFault[] {
  const [what, name] = path;
  const names = placeholdersOfCall(call);
  const ofDomain = what === 'domains' && !names.includes('domain');
  const named = names.some(each => ['address', 'user', 'id'].includes(each));
  const ofMailbox = what === 'mailboxes' && name !== 'list' && !named;
  return [
    ...faultWhen(ofDomain, RULE, path, 'This call does not say which domain it is for.', 'Name it: `{domain}`.'),
    ...faultWhen(ofMailbox, RULE, path, 'This call does not say which mailbox it is for.', 'Name it: `{address}`.'),
  ];
}

function domainFaults({ ready = { at: '' }, values = {} }: DomainApi, provided: string[]): TemplateFault[] {
  const unknown = Object.keys(values).filter(name => !provided.includes(name));
  return [
    ...patternFaults(['domains', 'ready'], ready),
    ...unknown.flatMap(name => {
      const message = `\`${name}\` is no value of this template.`;
      return faultWhen(true, RULE, ['domains', 'values', name], message, 'Declare it under `provided`.');
    }),
  ];
}
