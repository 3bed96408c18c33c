/** How Far The Warm-up Of Each Domain, Mailbox And Address Is. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by its aggregate
export interface WarmupTables {}
