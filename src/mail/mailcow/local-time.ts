/** Times as mailcow's database writes them, `2026-11-26 12:00:00`, in the time zone of the server (MAILCOW_TZ). Pure. */

const DAY_MS = 86_400_000;

/** Epoch milliseconds; undefined for what no clock there has shown. Of the hour that a year has twice, the earlier one. */
export type LocalTime = (text: string) => number | undefined;

/** Throws RangeError for what is no IANA zone. */
export function localTime(timeZone: string): LocalTime {
  // Swedish writes dates in just that form.
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return text => {
    const asUtc = utcOf(text);
    if (Number.isNaN(asUtc)) return undefined;
    const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map(at => utcOf(clock.format(at)) - at);
    const moments = offsets.map(offset => asUtc - offset).filter(at => clock.format(at) === text);
    return moments.length > 0 ? Math.min(...moments) : undefined;
  };
}

const utcOf = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`);
