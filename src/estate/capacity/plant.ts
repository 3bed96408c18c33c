/** What it takes to deliver a volume from addresses of one's own, by the rules of thumb of a scale. Pure. */
import type { Scale } from '../../inventory/scale.ts';
import type { WarmupSchedule } from '../../inventory/warmup-schedule.ts';
import { lastStep } from '../warmup/schedule.ts';
import { perSecond, perSendingDay, type Target } from './target.ts';

/** Exact figures; people read them rounded. */
export interface Plant {
  scale: Scale;
  perDay: number;
  perSecond: number;
  peakPerSecond: number;
  ips: number;
  bouncesPerDay: number;
  /** How many it would take at the last step of the IPs' warm-up. */
  warm?: { schedule: string; perDay: number; ips: number };
}

export function plantOf(target: Target, scale: Scale, warmup?: WarmupSchedule): Plant {
  const average = perSecond(target);
  const peak = average * scale.peakFactor;
  const perDay = perSendingDay(target, 7);
  return {
    scale,
    perDay,
    perSecond: average,
    peakPerSecond: peak,
    ips: peak / scale.perSecondPerIp,
    bouncesPerDay: perDay * scale.bounceRate,
    ...(warmup && { warm: { schedule: warmup.name, perDay: lastStep(warmup), ips: perDay / lastStep(warmup) } }),
  };
}

/** 5,787 → 5,800: more digits than two would claim to know more than a rule of thumb does. */
export const twoDigits = (number: number): number => Number(number.toPrecision(2));

/** 289.35 → 300: what is bought is rounded up to its first digit, so that something is to spare. */
export function boughtUp(number: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(number)));
  return Math.ceil(Number((number / unit).toFixed(9))) * unit;
}
