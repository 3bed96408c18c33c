/** What explanations say in words: places, templates, prices, the life of a domain. */
import type { Applied, DomainExplanation, Place, SpfPrice, TemplateOrigin } from '../../explain/explanation.ts';
import { LENGTH_ADVICE } from '../../spf/limits.ts';
import { counted } from '../../words.ts';
import { value } from '../record-text.ts';
import { sums } from '../reports/cost-text.ts';

export function placeText(place: Place | undefined): string {
  if (!place?.file) return place?.level === 'built-in' ? 'built-in default' : '';
  return `${place.file}:${place.line}:${place.column} (${place.level})`;
}

export function templateText({ title, file, line, checked, verified }: TemplateOrigin): string {
  const by = { live: 'seen live', documentation: "by the vendor's documentation", 'third-party': "by others' word" };
  return `${title}, ${file ? `${file}:${line}, ` : ''}checked ${checked} ${by[verified]}`;
}

export const priceText = ({ lookups, limit, octets }: SpfPrice): string =>
  `${lookups} of ${limit} lookups, ${octets} of ${LENGTH_ADVICE} octets`;

export function todayText({ messages, limit }: DomainExplanation['today']): string {
  if (limit === 'none') return 'nothing limits what it sends';
  return `${counted(messages, 'message')}: ${limit}`;
}

/** `costs $1.00 a month`; `costs` where no price is known. */
export function costTitle({ lines, total }: DomainExplanation['cost']): string {
  if (total.length === 0) return 'costs';
  const most = lines.some(line => line.for === 'messages') ? 'at most ' : '';
  return `costs ${most}${sums(total, 'monthCents')} a month`;
}

export const STATUS = {
  absent: 'not applied yet',
  applied: 'applied',
  differs: 'to be changed',
  waiting: 'waits for a value',
};

export function appliedText(applied: Applied): string {
  if (applied.status === 'differs') return `to be changed: the state has ${value(applied.stored)}`;
  return applied.status === 'applied' ? 'applied as it is' : 'not applied yet';
}

export function lifeText({ lifecycle, phase, graceEnds }: DomainExplanation): string {
  if (lifecycle !== 'retired') return lifecycle;
  if (!graceEnds) return 'retired, without an end of the grace time';
  return phase === 'retired'
    ? `retired, its grace time over since ${graceEnds}: what is left refuses mail`
    : `retired, in its grace time until ${graceEnds}: nothing is sent, all records stay`;
}

/** What a day of the calendar takes away. */
export function turnText({ reasons, removes }: DomainExplanation['upcoming'][number]): string {
  return `${removes.length > 0 ? `${removes.join(', ')} will go` : 'records will change'}: ${reasons.join(', ')}`;
}
