/** Every entry under `accounts` against what its adapter says an account must have. Pure. */
import type { Finding, Position } from '../inventory/finding.ts';
import { formats } from '../inventory/formats.ts';
import type { AccountsInput } from '../inventory/input.ts';
import type { Inventory, Segment } from '../inventory/model.ts';
import { nearest } from '../inventory/nearest.ts';
import type { Path } from '../inventory/positions.ts';
import type { Templates } from '../inventory/template.ts';
import { AMAZON_SES } from './amazon-ses/facts.ts';
import type { AdapterFacts, SettingFact } from './capabilities.ts';

/** The `accounts` of one file. */
export interface WrittenAccounts {
  /** Absent: estate.yaml. */
  segment?: string;
  accounts: AccountsInput;
  /** A path below `accounts`. */
  locate(path: Path, part?: 'key'): Position;
}

type Fault = Pick<Finding, 'rule' | 'message' | 'fix'> & { path: Path; part?: 'key'; severity?: Finding['severity'] };

export function accountFindings(written: WrittenAccounts[], inventory: Inventory, templates: Templates): Finding[] {
  const found = written.flatMap(({ accounts, locate }) =>
    Object.entries(accounts).flatMap(([name, account]) =>
      faultsOf(name, account ?? {}, templates).map(fault => placed(fault, name, locate)),
    ),
  );
  return [...found, ...(written.length > 0 ? missingSettings(written, inventory, templates) : [])];
}

function placed({ path, part, ...fault }: Fault, name: string, locate: WrittenAccounts['locate']): Finding {
  return { ...locate([name, ...path], part), severity: 'error', ...fault };
}

function faultsOf(name: string, account: Record<string, unknown>, templates: Templates): Fault[] {
  // Its schema has said already what stands in it.
  if (name === AMAZON_SES) return [];
  const facts = templates.adapters.get(name);
  if (!facts) return [withoutAdapter(name, templates)];
  const title = titleOf(name, templates);
  return Object.entries(account).flatMap(([key, value]) => {
    if (key === 'credentials') return credentialFaults(value, facts, title);
    const fact = facts.account[key];
    return fact ? valueFaults(key, value, fact, name) : [unknownSetting(key, facts, title)];
  });
}

const titleOf = (name: string, { providers }: Templates): string => providers.get(name)?.title ?? name;

function withoutAdapter(name: string, { providers, adapters }: Templates): Fault {
  const known = [...adapters.keys()].sort();
  const there = known.length > 0 ? `There are adapters for ${known.join(', ')}.` : 'No adapter is registered yet.';
  const template = providers.get(name);
  if (template) {
    const message = `Mailyard has no adapter for ${template.title}: it writes the DNS records and makes nothing there.`;
    return { path: [], part: 'key', rule: 'account-without-adapter', severity: 'info', message, fix: there };
  }
  const meant = nearest(name, [...new Set([...known, ...providers.keys()])]);
  const message = `Neither an adapter nor a template is named \`${name}\`.`;
  return { path: [], part: 'key', rule: 'unknown-account', message, fix: meant ? `Did you mean \`${meant}\`?` : there };
}

function unknownSetting(key: string, { account, secrets, name }: AdapterFacts, title: string): Fault {
  const place: Pick<Fault, 'path' | 'part'> = { path: [key], part: 'key' };
  if (key in secrets) {
    const message = `\`${key}\` is a secret of ${title}, and no inventory holds secrets.`;
    const fix = `Set it in the environment. Where that has another name for it: \`credentials: { ${key}: <name> }\`.`;
    return { ...place, rule: 'secret-in-inventory', message, fix };
  }
  const known = [...Object.keys(account), 'credentials'];
  const meant = nearest(key, known);
  const message = `\`${key}\` is no setting of \`accounts.${name}\`.`;
  return {
    ...place,
    rule: 'unknown-key',
    message,
    fix: meant ? `Did you mean \`${meant}\`?` : `Known are ${known.join(', ')}.`,
  };
}

function valueFaults(key: string, value: unknown, fact: SettingFact, name: string): Fault[] {
  const what = `\`accounts.${name}.${key}\``;
  const fault = (rule: string, message: string, fix: string): Fault[] => [{ path: [key], rule, message, fix }];
  const isNested = typeof value === 'object' && value !== null;
  if (value === null) return fault('wrong-type', `${what} has no value.`, exampleOf(key, fact));
  if (fact.nested)
    return isNested ? [] : fault('wrong-type', `${what} is a map: ${fact.description}.`, exampleOf(key, fact));
  if (isNested)
    return fault(
      'wrong-type',
      `${what} must be text, and is a ${Array.isArray(value) ? 'list' : 'map'}.`,
      exampleOf(key, fact),
    );
  if (fact.pattern === undefined || new RegExp(fact.pattern).test(String(value))) return [];
  return fault('bad-value', `${what} is \`${value}\`, which cannot be: ${fact.description}.`, exampleOf(key, fact));
}

const exampleOf = (key: string, { example }: SettingFact): string => `Write it as in \`${key}: ${example}\`.`;

/** Secrets by other names. The values are names of variables; a secret itself, put there by mistake, is not repeated. */
function credentialFaults(credentials: unknown, { secrets, name }: AdapterFacts, title: string): Fault[] {
  const known = Object.keys(secrets);
  if (typeof credentials !== 'object' || credentials === null || Array.isArray(credentials)) {
    const message = `\`accounts.${name}.credentials\` must be a map: the usual name of a variable, and the one in its place.`;
    const [first = 'NAME'] = known;
    return [
      {
        path: ['credentials'],
        rule: 'wrong-type',
        message,
        fix: `Write \`credentials: { ${first}: OTHER_${first} }\`.`,
      },
    ];
  }
  return Object.entries(credentials).flatMap(([secret, variable]): Fault[] => {
    if (!known.includes(secret)) {
      const meant = nearest(secret, known);
      const fix = meant ? `Did you mean \`${meant}\`?` : `It has ${known.join(', ') || 'none'}.`;
      return [
        {
          path: ['credentials', secret],
          part: 'key',
          rule: 'unknown-key',
          message: `${title} has no secret \`${secret}\`.`,
          fix,
        },
      ];
    }
    const problem = formats.variable?.(String(variable));
    return problem ? [{ path: ['credentials', secret], ...problem }] : [];
  });
}

/** What neither level of a segment's account says; of one that no segment uses yet, what its own file lacks. */
function missingSettings(written: WrittenAccounts[], { segments }: Inventory, templates: Templates): Finding[] {
  const estate = written.find(({ segment }) => segment === undefined);
  const names = [...new Set(written.flatMap(({ accounts }) => Object.keys(accounts)))];
  return names.flatMap(name => {
    const facts = templates.adapters.get(name);
    if (!facts) return [];
    const users = segments.flatMap(segment => {
      const own = written.find(each => each.segment === segment.segment && name in each.accounts);
      const place = own ?? (estate && name in estate.accounts && uses(segment, name) ? estate : undefined);
      return place ? [{ account: segment.accounts[name] ?? {}, place }] : [];
    });
    if (users.length === 0 && estate) users.push({ account: estate.accounts[name] ?? {}, place: estate });
    const missing = users.flatMap(({ account, place }) => lacking(facts, account).map(setting => ({ setting, place })));
    const once = new Map(missing.map(each => [`${each.setting} ${each.place.segment}`, each]));
    return [...once.values()].map(({ setting, place }) => {
      const fact = facts.account[setting] as SettingFact;
      const message = `\`accounts.${name}\` needs \`${setting}\`: ${fact.description}.`;
      return placed(
        { path: [], part: 'key', rule: 'missing-key', message, fix: exampleOf(setting, fact) },
        name,
        place.locate,
      );
    });
  });
}

const lacking = (facts: AdapterFacts, account: Record<string, unknown>): string[] =>
  Object.entries(facts.account)
    .filter(([key, { required }]) => required && account[key] === undefined)
    .map(([key]) => key);

const uses = ({ domains }: Segment, name: string): boolean =>
  domains.some(({ settings }) => settings.mailProvider === name || settings.relays.some(relay => relay.name === name));
