/** What a target needs, line by line with its formula. */
import type { Need } from '../../estate/capacity/need.ts';
import { boughtUp, type Plant, twoDigits } from '../../estate/capacity/plant.ts';
import type { Target } from '../../estate/capacity/target.ts';
import { counted, grouped, large, plural } from '../../words.ts';
import type { Terminal } from '../terminal.ts';

export function printTarget(target: Target, needs: Need[], plants: Plant[], { print, colors }: Terminal): void {
  print(colors.bold(`${asked(target)} need:`));
  for (const need of needs) {
    print(`\nas ${colors.bold(need.profile)} mail ${colors.dim(`(${need.segments.join(', ')})`)}`);
    for (const line of needLines(target, need)) print(`  ${line}`);
  }
  for (const plant of plants) {
    print(`\nfrom ${colors.bold('IPs of your own')} ${colors.dim(`(templates/scale/${plant.scale.name}.yaml)`)}`);
    for (const line of plantLines(plant)) print(`  ${line}`);
  }
}

/** As it was asked for: half a message a second is not one. */
export function asked({ messages, per }: Target): string {
  return `${messages < 10 ? counted(messages, 'message') : `${large(messages)} messages`} a ${per}`;
}

function needLines(target: Target, need: Need): string[] {
  const { daysAWeek, perDay, domains, warmWeek } = need;
  if (!domains) return ['nothing limits what one domain sends'];
  const spread = `${large(perDay)} on each sending day, of which a week has ${daysAWeek}`;
  const warm = `what is new can send its part from week ${warmWeek} of its warm-up on`;
  return [
    ...(target.per === 'day' ? [] : [spread]),
    ...quantityLines(need, domains),
    haveLine(need, domains),
    ...(warmWeek === undefined ? [] : [warm]),
  ];
}

/** Mailboxes come first where they are what a domain's volume is made of. */
function quantityLines({ perDay, mailboxes }: Need, domains: NonNullable<Need['domains']>): string[] {
  const byVolume = `${large(perDay)} a day ÷ ${large(domains.each.messages)} a domain = ${few(domains.needed, 'domain')}`;
  if (!mailboxes) return [byVolume];
  const { each, needed, perDomain } = mailboxes;
  const boxes = few(needed, 'mailbox');
  const full = domains.each.limit === each.limit;
  return [
    `${large(perDay)} a day ÷ ${large(each.messages)} a mailbox = ${boxes}`,
    `${boxes} × ${large(each.messages)} = ${large(needed * each.messages)} a day`,
    full ? `${boxes} ÷ ${twoDigits(perDomain)} a domain = ${few(domains.needed, 'domain')}` : byVolume,
  ];
}

function haveLine({ mailboxes }: Need, { needed, have, reserve }: NonNullable<Need['domains']>): string {
  const missing = [
    ...(mailboxes ? [[mailboxes.needed - mailboxes.have, 'mailbox'] as const] : []),
    [needed - have, 'domain'] as const,
  ].filter(([count]) => count > 0);
  const boxes = mailboxes ? `${counted(mailboxes.have, 'mailbox')} on ` : '';
  const spare = reserve > 0 ? `, and ${counted(reserve, 'domain')} in reserve` : '';
  const now = `there: ${boxes}${counted(have, 'domain')}${spare}`;
  return missing.length === 0
    ? `${now}; enough`
    : `${now}; missing: ${missing.map(([count, word]) => few(count, word)).join(', ')}`;
}

function plantLines({ scale, perDay, perSecond, peakPerSecond, ips, bouncesPerDay, warm }: Plant): string[] {
  const percent = `${twoDigits(scale.bounceRate * 100)} %`;
  return [
    `${large(perDay)} a day ÷ 86,400 s = ${rate(perSecond)} a second`,
    `${rate(perSecond)} a second × ${scale.peakFactor} = ${rate(peakPerSecond)} a second at the peak`,
    `${rate(peakPerSecond)} a second ÷ ${scale.perSecondPerIp} per IP = ${few(boughtUp(ips), 'IP')}, rounded up to the first digit`,
    `${percent} of ${large(perDay)} = ${large(bouncesPerDay)} bounces a day`,
    ...(warm && warm.ips > boughtUp(ips)
      ? [
          `the warm-up ${warm.schedule} ends at ${large(warm.perDay)} a day for an IP: without further steps ${few(Math.ceil(warm.ips), 'IP')}`,
        ]
      : []),
  ];
}

const rate = (number: number): string => grouped(twoDigits(number));

const few = (number: number, word: string): string =>
  number < 1e6 ? counted(number, word) : `${large(number)} ${plural(word)}`;
