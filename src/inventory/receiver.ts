/** `templates/receivers/*.yaml`: what a receiver takes from one address of the sender. */

/** So many messages, each recipient counted, in any span of that length (`1min`, `24h`), wherever it begins. */
export interface Rolling {
  messages: number;
  within: string;
}

export interface Receiver {
  /** `other` holds for receivers without a template. */
  name: string;
  title: string;
  source: string[];
  checked: string;
  verified: 'documentation' | 'third-party';
  /** Domains of recipients that it is known by. */
  domains: string[];
  /** Ends of the names of its mail hosts: `.google.com`. */
  mx: string[];
  /** What is not said holds as `other` says it. */
  limits: {
    connections?: number;
    messagesPerConnection?: number;
    tls?: 'required' | 'opportunistic';
    rolling?: Rolling[];
  };
  notes?: string;
}
