/** That Mailyard can make a mailbox by a described API, see what it made, and change it. */
import { type ApiCall, type ListCall, type MailboxApi, placeholdersOfCall, settableFields } from './api.ts';
import type { Path } from './positions.ts';
import { faultWhen, type TemplateFault } from './template-fault.ts';

/** Below `mailboxes`. */
const wrong = (when: boolean, path: Path, message: string, fix: string): TemplateFault[] =>
  faultWhen(when, 'bad-api', ['mailboxes', ...path], message, fix);

const sends = (call: ApiCall | undefined, name: string): boolean =>
  call !== undefined && placeholdersOfCall(call).includes(name);

export function mailboxFaults(mailboxes: MailboxApi): TemplateFault[] {
  const { fields, list, create, update, setPassword } = mailboxes;
  const nobody = fields.address === undefined && fields.user === undefined;
  const homeless = !nobody && fields.address === undefined && !sends(list, 'domain');
  const whole = 'Ask for one domain with `{domain}`, or say under `fields.address` where the whole address stands.';
  const nothing = update !== undefined && !settableFields.some(name => sends(update, name));
  const settings = 'Put settings such as `{name}` into its body, or remove it.';
  return [
    ...wrong(
      nobody,
      ['fields'],
      'No field tells which mailbox an answer is about.',
      'Write `address:` and where it stands.',
    ),
    ...wrong(homeless, ['list'], 'Nothing tells whose domain a listed mailbox is of.', whole),
    ...settingFaults(mailboxes),
    ...switchFaults(mailboxes),
    ...passwordFaults(mailboxes, 'create', create),
    ...(setPassword ? passwordFaults(mailboxes, 'setPassword', setPassword) : []),
    ...wrong(nothing, ['update'], 'This call changes nothing.', settings),
    ...pagingFaults(list),
  ];
}

function passwordFaults({ fields }: MailboxApi, name: string, call: ApiCall): TemplateFault[] {
  const message = 'This call neither sends a password nor is there one in its answer.';
  const fix = 'Put `{password}` into its body, or say under `fields.password` where the answer shows it.';
  return wrong(!sends(call, 'password') && fields.password === undefined, [name], message, fix);
}

/** What is set must be seen again, and be changed: else each run would find it different, or never right. */
function settingFaults({ fields, create, update, suspend }: MailboxApi): TemplateFault[] {
  return settableFields.flatMap(name => {
    const [made, changed] = [sends(create, name), sends(update, name) || (name === 'state' && suspend !== undefined)];
    const sender = sends(update, name) ? 'update' : 'create';
    const isSent = made || sends(update, name);
    const isSeen = fields[name] !== undefined;
    const unseen = `\`{${name}}\` is sent, and no field says where a mailbox shows it, so that Mailyard cannot see whether it is so.`;
    const fixed = `\`{${name}}\` is set when a mailbox is made, and no call changes it later.`;
    return [
      ...wrong(isSent && !isSeen, [sender], unseen, `Write \`${name}:\` and its path under \`fields\`.`),
      ...wrong(isSeen && made && !changed, ['create'], fixed, `Put \`{${name}}\` into the body of \`update\`.`),
    ];
  });
}

/** What is suspended must be seen to be, and come back. */
function switchFaults({ fields, suspend, activate, update }: MailboxApi): TemplateFault[] {
  if (!suspend && !activate) return [];
  const name = suspend ? 'suspend' : 'activate';
  const unseen = 'No field says whether a mailbox is suspended.';
  const alone = `\`${name}\` has no counterpart.`;
  return [
    ...wrong(!suspend || !activate, [name], alone, 'Describe both `suspend` and `activate`.'),
    ...wrong(fields.state === undefined, [name], unseen, 'Write `state:` and its path under `fields`.'),
    ...wrong(sends(update, 'state'), [name], '`update` takes `{state}` already.', 'Remove one of the two ways.'),
  ];
}

function pagingFaults({ paging }: ListCall): TemplateFault[] {
  if (!paging) return [];
  const { page, first, offset, size, items, total, next, cursor, link } = paging;
  const at = ['list', 'paging'];
  const ways = [page, offset, next, link || undefined].filter(way => way !== undefined).length;
  const counted = page !== undefined || offset !== undefined;
  const endless = counted && items === undefined && total === undefined;
  const half = (size === undefined) !== (items === undefined) && !(counted && size === undefined);
  const unsaid = `Pages have ${ways === 0 ? 'no way' : 'more than one way'} to the next.`;
  const sizes = '`size` is the name in the query, `items` the number: it takes both.';
  const tokenless = cursor !== undefined && next === undefined;
  const nowhere = 'No path says where the token is.';
  const unnumbered = first !== undefined && page === undefined;
  const numbers = 'Only numbered pages have a first number.';
  return [
    ...wrong(ways !== 1, at, unsaid, 'Write one of `page`, `offset`, `next` and `link: true`.'),
    ...wrong(endless, at, 'Nothing says which page is the last.', 'Write `size` and `items`, or `total`.'),
    ...wrong(half, at, sizes, 'Write the other one too.'),
    ...wrong(tokenless, [...at, 'cursor'], nowhere, 'Write `next`, such as `meta.next`.'),
    ...wrong(unnumbered, [...at, 'first'], numbers, 'Remove it, or write `page`.'),
  ];
}
