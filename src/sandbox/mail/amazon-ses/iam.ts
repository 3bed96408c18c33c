/** IAM's query API, 2010-05-08: the actions that a sending login takes (@aws-sdk/client-iam 3.1169.0; facts §12). */
import type { Answer, TwinRequest } from '../../http/request.ts';
import type { Account, TwinKey, TwinUser } from './account.ts';
import { refuse, result } from './answer.ts';

export interface IamOptions {
  /** What the credentials may not do: `iam:CreateUser`. */
  denied: string[];
  /** Seconds until a new user is seen everywhere. */
  propagationSeconds: number;
  /** Users that the account may have. */
  mostUsers: number;
}

type Parameters = Record<string, string>;
type Action = (parameters: Parameters) => Answer;

/** Parameters of each action: those with `!` must be there. */
const parametersOf: Record<string, string> = {
  CreateUser: 'UserName! Path PermissionsBoundary Tags',
  GetUser: 'UserName',
  ListUsers: 'PathPrefix Marker MaxItems',
  DeleteUser: 'UserName!',
  PutUserPolicy: 'UserName! PolicyName! PolicyDocument!',
  GetUserPolicy: 'UserName! PolicyName!',
  DeleteUserPolicy: 'UserName! PolicyName!',
  CreateAccessKey: 'UserName',
  ListAccessKeys: 'UserName Marker MaxItems',
  UpdateAccessKey: 'UserName AccessKeyId! Status!',
  DeleteAccessKey: 'UserName AccessKeyId!',
  GetAccessKeyLastUsed: 'AccessKeyId!',
};

const patterns: Record<string, RegExp> = {
  UserName: /^[\w+=,.@-]{1,64}$/,
  PolicyName: /^[\w+=,.@-]{1,128}$/,
  Path: /^\/(?:[\x21-\x7e]{1,510}\/)?$/,
  PathPrefix: /^\/[\x21-\x7e]{0,511}$/,
  AccessKeyId: /^\w{16,128}$/,
  Status: /^(?:Active|Inactive|Expired)$/,
  MaxItems: /^(?:[1-9]\d{0,2}|1000)$/,
};

/** Service quotas of IAM. */
const MOST_KEYS = 2;
const PAGE = 100;

export function iamApi(account: Account, { denied, propagationSeconds, mostUsers }: IamOptions) {
  const { clock, id: accountId } = account;
  const user = (name = ''): TwinUser =>
    account.find(name) ?? refuse(404, 'NoSuchEntity', `The user with name ${name} cannot be found.`);
  const key = ({ keys }: TwinUser, id = ''): TwinKey =>
    keys.find(each => each.id === id) ?? refuse(404, 'NoSuchEntity', `The Access Key with id ${id} cannot be found.`);
  const shownUser = ({ name, path, id, created }: TwinUser) => ({
    ...{ Path: path, UserName: name, UserId: id, Arn: `arn:aws:iam::${accountId}:user${path}${name}` },
    CreateDate: timeText(created),
  });

  const actions: Record<string, Action> = {
    CreateUser({ UserName = '', Path = '/' }) {
      if (account.users.has(UserName.toLowerCase()))
        refuse(409, 'EntityAlreadyExists', `User with name ${UserName} already exists.`);
      if (account.users.size >= mostUsers)
        refuse(409, 'LimitExceeded', `Cannot exceed quota for UsersPerAccount: ${mostUsers}`);
      const made = account.add(UserName, Path, clock.now() + propagationSeconds * 1000);
      return result('CreateUser', { User: shownUser(made) });
    },
    GetUser: ({ UserName }) => result('GetUser', { User: shownUser(user(UserName)) }),
    ListUsers({ PathPrefix = '/', Marker = '0', MaxItems = `${PAGE}` }) {
      const all = [...account.users.values()].filter(
        ({ path, visibleFrom }) => path.startsWith(PathPrefix) && visibleFrom <= clock.now(),
      );
      const [start, size] = [Number(Marker), Number(MaxItems)];
      const more = start + size < all.length;
      return result('ListUsers', {
        Users: all.slice(start, start + size).map(shownUser),
        ...{ IsTruncated: more, Marker: more ? String(start + size) : undefined },
      });
    },
    DeleteUser({ UserName }) {
      const { name, keys, policies } = user(UserName);
      if (keys.length > 0) refuse(409, 'DeleteConflict', 'Cannot delete entity, must delete access keys first.');
      if (policies.size > 0) refuse(409, 'DeleteConflict', 'Cannot delete entity, must delete policies first.');
      account.users.delete(name.toLowerCase());
      return result('DeleteUser');
    },
    PutUserPolicy({ UserName, PolicyName = '', PolicyDocument = '' }) {
      const { policies } = user(UserName);
      if (!isPolicy(PolicyDocument)) refuse(400, 'MalformedPolicyDocument', 'Syntax errors in policy.');
      policies.set(PolicyName, PolicyDocument);
      return result('PutUserPolicy');
    },
    /** The document comes back as in a URL (RFC 3986). */
    GetUserPolicy({ UserName, PolicyName = '' }) {
      const { name, policies } = user(UserName);
      const document = policies.get(PolicyName) ?? noPolicy(PolicyName);
      return result('GetUserPolicy', { UserName: name, PolicyName, PolicyDocument: encodeURIComponent(document) });
    },
    DeleteUserPolicy({ UserName, PolicyName = '' }) {
      if (!user(UserName).policies.delete(PolicyName)) noPolicy(PolicyName);
      return result('DeleteUserPolicy');
    },
    CreateAccessKey({ UserName }) {
      const there = user(UserName);
      if (there.keys.length >= MOST_KEYS)
        refuse(409, 'LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${MOST_KEYS}`);
      const { id, secret, created } = account.addKey(there);
      return result('CreateAccessKey', {
        AccessKey: {
          ...{ UserName: there.name, AccessKeyId: id, Status: 'Active', SecretAccessKey: secret },
          CreateDate: timeText(created),
        },
      });
    },
    ListAccessKeys({ UserName }) {
      const { name, keys } = user(UserName);
      const shown = keys.map(({ id, active, created }) => ({
        ...{ UserName: name, AccessKeyId: id, Status: active ? 'Active' : 'Inactive', CreateDate: timeText(created) },
      }));
      return result('ListAccessKeys', { AccessKeyMetadata: shown, IsTruncated: false });
    },
    UpdateAccessKey({ UserName, AccessKeyId, Status }) {
      key(user(UserName), AccessKeyId).active = Status === 'Active';
      return result('UpdateAccessKey');
    },
    DeleteAccessKey({ UserName, AccessKeyId }) {
      const there = user(UserName);
      const gone = key(there, AccessKeyId);
      there.keys = there.keys.filter(each => each !== gone);
      return result('DeleteAccessKey');
    },
    GetAccessKeyLastUsed({ AccessKeyId = '' }) {
      const owner = [...account.users.values()].find(({ keys }) => keys.some(({ id }) => id === AccessKeyId));
      // Whose key nobody knows: IAM says so with AccessDenied.
      if (!owner) return refuse(403, 'AccessDenied', `User is not authorized to perform: iam:GetAccessKeyLastUsed`);
      const { lastUsed } = key(owner, AccessKeyId);
      const used = lastUsed === null ? undefined : timeText(lastUsed);
      const [service, region] = used ? ['ses', 'eu-central-1'] : ['N/A', 'N/A'];
      return result('GetAccessKeyLastUsed', {
        UserName: owner.name,
        AccessKeyLastUsed: { LastUsedDate: used, ServiceName: service, Region: region },
      });
    },
  };

  return async (request: TwinRequest): Promise<Answer> => {
    const { Action = '', Version, ...parameters } = Object.fromEntries(new URLSearchParams(request.body));
    const run = actions[Action];
    if (!run || Version !== '2010-05-08')
      return refuse(400, 'InvalidAction', `Could not find operation ${Action} for version ${Version}`);
    if (denied.includes(`iam:${Action}`))
      refuse(
        403,
        'AccessDenied',
        `User: arn:aws:iam::${accountId}:user/mailyard is not authorized to perform: iam:${Action} on resource: user ${parameters.UserName ?? '*'} because no identity-based policy allows the iam:${Action} action`,
      );
    checkParameters(Action, parameters);
    return run(parameters);
  };
}

const noPolicy = (name: string): never =>
  refuse(404, 'NoSuchEntity', `The user policy with name ${name} cannot be found.`);

/** How IAM answers a parameter that it does not know is not documented; a value of the wrong form is a ValidationError. */
function checkParameters(action: string, parameters: Parameters): void {
  const known = (parametersOf[action] ?? '').split(' ');
  for (const [name, value] of Object.entries(parameters)) {
    const [base = ''] = name.split('.');
    if (!known.includes(base) && !known.includes(`${base}!`))
      refuse(400, 'ValidationError', `Unknown parameter ${name} in ${action}`);
    if (patterns[base]?.test(value) === false)
      refuse(400, 'ValidationError', `The specified value for ${base} is invalid.`);
  }
  const missing = known.find(name => name.endsWith('!') && !parameters[name.slice(0, -1)]);
  if (missing) refuse(400, 'ValidationError', `The request must contain the parameter ${missing.slice(0, -1)}.`);
}

function isPolicy(document: string): boolean {
  try {
    const { Version, Statement } = JSON.parse(document);
    return Version === '2012-10-17' && Array.isArray(Statement) && Statement.every(isStatement);
  } catch {
    return false;
  }
}

const isStatement = ({ Effect, Action, Resource }: Parameters): boolean =>
  ['Allow', 'Deny'].includes(Effect ?? '') && Action !== undefined && Resource !== undefined;

/** `2026-11-26T09:00:00Z`: whole seconds. */
const timeText = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
