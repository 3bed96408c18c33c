/** What mailcow says of a call: HTTP 200, and a list of what happened in which every entry counts. Pure. */
import type { FailureKind } from '../failure.ts';
import type { HttpAnswer, Verdict } from '../http.ts';

interface Outcome {
  type: string;
  msg: unknown;
}

/** A `warning` is a success with a remark. Undefined: as the status says. */
export function judge({ status, body }: HttpAnswer): Verdict | undefined {
  const bad = outcomesIn(body).filter(({ type }) => type === 'danger' || type === 'error');
  const said = bad.map(wordsOf).join('; ');
  if (status === 401 && /denied for ip/.test(said)) return { kind: 'forbidden', said, fix: ADDRESS };
  const [first] = bad;
  if (!first || status >= 300) return undefined;
  const code = codeOf(first);
  return { kind: kinds[code] ?? 'refused', said, fix: fixes[code] };
}

export function saidIn(body: unknown): string | undefined {
  const outcomes = outcomesIn(body);
  return outcomes.length > 0 ? outcomes.map(wordsOf).join('; ') : undefined;
}

function outcomesIn(body: unknown): Outcome[] {
  const entries: unknown[] = [body].flat();
  return entries.filter((each): each is Outcome => typeof each === 'object' && each !== null && 'msg' in each);
}

/** `'password_complexity'`, or a code with what it speaks of: `['object_exists', 'alex@acme.example']`. */
const wordsOf = ({ msg }: Outcome): string => [msg].flat().map(String).join(' ');
const codeOf = ({ msg }: Outcome): string => String([msg].flat()[0]);

/** An admin's key is denied nothing: `access_denied` is how mailcow speaks of what it does not have. */
const kinds: Readonly<Record<string, FailureKind>> = {
  ...{ domain_exists: 'exists', object_exists: 'exists', is_alias: 'exists', is_spam_alias: 'exists' },
  ...{ is_alias_or_mailbox: 'exists', access_denied: 'missing', domain_not_found: 'missing' },
};

const ADDRESS = 'Add the address that Mailyard calls from to the list of the API key, or let it be skipped there.';
const DOMAIN = 'in mailcow: E-Mail, Configuration, Domains, Edit.';

const fixes: Readonly<Record<string, string>> = {
  max_mailbox_exceeded: `Raise the domain's "Max. possible mailboxes" ${DOMAIN}`,
  max_alias_exceeded: `Raise the domain's "Max. possible aliases" ${DOMAIN}`,
  mailbox_quota_exceeded: `Raise the domain's "Max. quota per mailbox" ${DOMAIN}`,
  mailbox_quota_left_exceeded: `Raise the domain's "Domain quota" ${DOMAIN}`,
  password_complexity:
    'The password policy asks for more than 24 characters of all kinds: System, Configuration, Options.',
  domain_cannot_match_hostname: "The server's own name cannot be a mail domain of it.",
};
