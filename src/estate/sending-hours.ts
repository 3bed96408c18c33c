/** When a domain's messages leave. Pure. */
import type { DomainSettings, Weekday } from '../inventory/model.ts';
import type { MailKind, Profile } from '../inventory/profile.ts';

export interface SendingHours {
  from: number;
  to: number;
  days: readonly Weekday[];
}

const OFFICE: SendingHours = { from: 8, to: 20, days: ['mon', 'tue', 'wed', 'thu', 'fri'] };
const ALWAYS: SendingHours = { from: 0, to: 24, days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] };

/** Mail that nobody waits for, and that should look as if a person had sent it at work. */
const SPREAD: readonly MailKind[] = ['cold', 'bulk'];

/** Whether messages leave one by one over the hours, and not as soon as somebody asks. */
export const isSpread = (profile: Profile | undefined): boolean =>
  profile !== undefined && SPREAD.includes(profile.mail);

/** The domain's own; without them outreach and letters to lists leave in office hours, and what people wait for at any time. */
export const sendingHoursOf = ({ sendingHours }: DomainSettings, profile: Profile | undefined): SendingHours =>
  sendingHours ?? (isSpread(profile) ? OFFICE : ALWAYS);
