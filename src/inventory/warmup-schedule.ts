/** How a domain, a mailbox or an address warms up, and who is written to first. */
import type { Rates } from './profile.ts';

/** `templates/warmup/*.yaml`: how many messages a day one unit may send as it warms up. */
export interface WarmupSchedule {
  name: string;
  title: string;
  source: string[];
  checked: string;
  unit: 'domain' | 'mailbox' | 'ip';
  /** Each message to one recipient that was let go, whatever became of it. */
  counts?: 'messages';
  /** Default `week`: every day of a week allows the same. */
  step?: 'week' | 'day';
  /** Weeks 1, 2, 3 …; with `from` a week grows by equal steps. After the last one its `perDay` stays, unless `growth` goes on. */
  weeks?: { week: number; from?: number; perDay: number }[];
  growth?: { from?: number; rate: number; everyDays?: number; to: number };
  /** Of an IP, by receiver: the largest share of a day's messages; `other` for each one that is not named. */
  receivers?: Record<string, number>;
  /** The name of an `Audience`. */
  audience?: string;
  /** What must hold over seven days to advance a week: below both rates. */
  gate: Rates & { leastSends?: number; sentShare?: number };
  setback?: { reduceBy?: number; restDays?: number; weeksBack?: number };
  notes?: string;
}

/** `templates/audiences/*.yaml`: to whom a warm-up sends in each week. */
export interface Audience {
  name: string;
  title: string;
  source: string[];
  checked: string;
  /** The earliest first; each holds until the next one. */
  weeks: { from: number; to: string }[];
  notes?: string;
}
