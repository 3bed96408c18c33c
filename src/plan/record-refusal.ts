import type { GuardName } from './plan.ts';

/** What a guard says of a zone's records; who asked for the plan adds segment, zone and override. */
export interface RecordRefusal {
  guard: GuardName;
  /** The domain whose record it is, or the host below it. */
  value: string;
  message: string;
  /** The better way, where there is one. */
  fix?: string;
}
