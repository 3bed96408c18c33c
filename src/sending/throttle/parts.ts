/** A day's messages over its sending hours: equal parts, of an hour each, that sum to the day. Pure. */
import { HOUR } from '../../dates.ts';

export interface Part {
  /** Epoch milliseconds; it ends before `end`. */
  start: number;
  end: number;
  messages: number;
}

/**
 * One part an hour; where there are fewer messages than hours, one message a part, so that no hour is left without. What a division
 * leaves over is spread evenly, beginning at an hour that `phase` chooses.
 */
export function partsOf(messages: number, opens: number, closes: number, phase: number): Part[] {
  const length = closes - opens;
  const hours = Math.max(1, Math.round(length / HOUR));
  const count = Math.min(hours, messages);
  if (length <= 0 || count <= 0) return [];
  const offset = phase % count;
  const before = (index: number) => Math.floor((index * messages + offset) / count);
  const start = (index: number) => opens + Math.ceil((index * length) / count);
  return Array.from({ length: count }, (_, index) => ({
    start: start(index),
    end: start(index + 1),
    messages: before(index + 1) - before(index),
  }));
}

/** The index of the part in which that moment lies; it must be within them. */
export function partAt(parts: Part[], at: number): number {
  const first = (parts[0] as Part).start;
  const length = (parts[parts.length - 1] as Part).end - first;
  return Math.floor(((at - first) * parts.length) / length);
}

/** When the message number `index`, from 0, of a part may leave: in a stretch of its own, at a moment that the seed chooses. */
export function releaseOf({ start, end, messages }: Part, index: number, seed: number): number {
  const stretch = (end - start) / messages;
  return start + Math.floor((index + chance(seed, start / HOUR, index)) * stretch);
}

/** A number from 0 to 1, always the same for the same three: not random, and like it. */
function chance(seed: number, first: number, second: number): number {
  let mixed = Math.imul(seed ^ Math.imul(first | 0, 0x9e3779b1) ^ Math.imul(second + 1, 0x85ebca6b), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** FNV-1a, 32 bits: the seed of a name on a day. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
