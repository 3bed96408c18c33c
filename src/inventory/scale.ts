/** `templates/scale/*.yaml`: rules of thumb for a target that is larger than any segment. */

export interface Scale {
  name: string;
  title: string;
  source: string[];
  checked: string;
  /** The busiest second against the average one. */
  peakFactor: number;
  /** Messages a second that one address can deliver. */
  perSecondPerIp: number;
  /** Share of the messages that come back, from 0 to 1. */
  bounceRate: number;
  notes?: string;
}
