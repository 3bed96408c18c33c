/** What was granted to one unit, by its time. Kept in the order of time, with running sums: a question takes a binary search. */
export interface Tally {
  /** Negative where a grant is taken back: at the time of the grant, never above it. */
  add(at: number, messages: number): void;
  /**
   * Messages at that time and later. There is no upper end: what was granted before the clock was set back counts in every window
   * until the clock has passed its time again.
   */
  since(at: number): number;
  /** Of those since `at`, the time of the message number `count`, from 1, the oldest first; there must be as many. */
  timeOf(count: number, at: number): number;
}

export function tally(): Tally {
  const times: number[] = [];
  // sums[i]: all messages up to times[i], it included.
  const sums: number[] = [];

  const sumBefore = (at: number): number => {
    const index = firstAtLeast(times, at);
    return index === 0 ? 0 : (sums[index - 1] as number);
  };

  return {
    add(at, messages) {
      const last = times.length - 1;
      const total = last < 0 ? 0 : (sums[last] as number);
      if (last < 0 || at > (times[last] as number)) {
        times.push(at);
        sums.push(total + messages);
        return;
      }
      const index = firstAtLeast(times, at);
      if (times[index] !== at) {
        times.splice(index, 0, at);
        sums.splice(index, 0, index === 0 ? 0 : (sums[index - 1] as number));
      }
      for (let i = index; i < sums.length; i++) sums[i] = (sums[i] as number) + messages;
    },
    since: at => (times.length === 0 ? 0 : (sums[sums.length - 1] as number) - sumBefore(at)),
    timeOf: (count, at) => times[firstAtLeast(sums, sumBefore(at) + count)] as number,
  };
}

/** Of sorted numbers the index of the first one that is no lower; their count where there is none. */
function firstAtLeast(numbers: number[], wanted: number): number {
  let low = 0;
  let high = numbers.length;
  // Questions are about today: most of what is kept is older, so the end is looked at first.
  if (high > 0 && (numbers[high - 1] as number) < wanted) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const EMPTY: Tally = tally();
