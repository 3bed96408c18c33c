/** Settings of the contract that this version reads but does not carry out: said, never ignored. */
import { type EstateRule, OWN_JUDGEMENT, type Problem, type Subject } from './rule.ts';

export const notBuiltYet: EstateRule = {
  id: 'not-built-yet',
  set: 'inventory',
  severity: 'error',
  title: 'This version reads the setting, but does not carry it out',
  reference: OWN_JUDGEMENT,
  fixed: true,
  check: ({ inventory, subjects }) => [
    ...inventory.segments
      .filter(({ recordMode }) => recordMode === 'resources')
      .map(segment => ({
        at: segment,
        message: 'Mailyard does not write one resource a record yet.',
        fix: 'Write `recordMode: zone`.',
      })),
    ...subjects.flatMap(subject => unbuiltOf(subject).map(problem => ({ ...problem, at: subject.domain }))),
  ],
};

const unbuiltOf = ({ domain: { settings } }: Subject): Problem[] => [
  ...unbuilt(
    settings.zone === 'create',
    'zone',
    'create zones',
    'Add the zone in Cloudflare and write `zone: existing`.',
  ),
  ...unbuilt(settings.dnssec === 'on', 'dnssec', 'switch DNSSEC on', 'Do it in Cloudflare and write `dnssec: keep`.'),
];

function unbuilt(asked: boolean, setting: string, what: string, fix: string): Problem[] {
  return asked ? [{ setting, message: `Mailyard does not ${what} yet.`, fix }] : [];
}
