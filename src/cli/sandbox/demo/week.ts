/** What a program that sends tells of five working days, one event a line: docs/events.md. */

export interface Week {
  mailbox: string;
  /** Its date. */
  monday: string;
  perDay: number;
  /** Of all its messages, how many had an address that is no good. */
  bounced?: number;
  complained?: number;
  /** The last one was not taken, for its sender's sake. */
  blocked?: boolean;
}

const DAYS = 5;

export function weekOf({ mailbox, monday, perDay, bounced = 0, complained = 0, blocked = false }: Week): string[] {
  const messages = perDay * DAYS;
  return Array.from({ length: messages }, (_, number) => {
    const day = Math.floor(number / perDay);
    const at = new Date(Date.parse(`${monday}T08:00:00Z`) + day * DAY_MS + (number % perDay) * MINUTE_MS);
    const message = { mailbox, message: `${number + 1}.${mailbox}`, recipient: `reader.${number + 1}@gmail.com` };
    const event = (kind: string, more = {}) => line({ kind, at: at.toISOString(), ...message, ...more });
    if (number < bounced) return [event('bounced', { reply: '550 5.1.1 User unknown' })];
    if (blocked && number === messages - 1) return [event('bounced', { reply: BLOCKED })];
    return [event('delivered'), ...(number < bounced + complained ? [event('complained')] : [])];
  }).flat();
}

const BLOCKED = '550 5.7.1 Blocked: very low reputation of the sending domain';

const line = (event: object): string => JSON.stringify(event).replaceAll(',"', ', "');

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
