/** Selectors: `<prefix><yyyymmdd>` and a letter, never used twice. Pure. */

/** `taken`: every selector that the domain ever had. `now`: epoch milliseconds; the day is that of UTC. */
export function newSelector(prefix: string, now: number, taken: ReadonlySet<string>): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
  for (let count = 0; ; count++) {
    const selector = `${prefix}${day}${letters(count)}`;
    if (!taken.has(selector)) return selector;
  }
}

/** a … z, aa, ab … */
function letters(count: number): string {
  const last = String.fromCharCode(97 + (count % 26));
  return count < 26 ? last : letters(Math.floor(count / 26) - 1) + last;
}

export const recordName = (selector: string, domain: string): string => `${selector}._domainkey.${domain}`;
