/** Settings of the contract that this version reads but does not carry out: said, never ignored. */
import type { Rule } from './rule.ts';

export const notBuiltYet: Rule = ({ domain: { settings } }) => [
  ...unbuilt(
    settings.zone === 'create',
    'zone',
    'create zones',
    'Add the zone in Cloudflare and write `zone: existing`.',
  ),
  ...unbuilt(settings.dnssec === 'on', 'dnssec', 'switch DNSSEC on', 'Do it in Cloudflare and write `dnssec: keep`.'),
  ...unbuilt(settings.spf.flatten !== 'never', 'spf.flatten', 'flatten SPF', 'Write `flatten: never`.'),
];

function unbuilt(asked: boolean, setting: string, what: string, fix: string): ReturnType<Rule> {
  if (!asked) return [];
  return [{ rule: 'not-built-yet', severity: 'error', setting, message: `Mailyard does not ${what} yet.`, fix }];
}
