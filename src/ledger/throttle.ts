/** Grants: What May Be Sent, And Was Taken To Be Sent. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by its aggregate
export interface ThrottleTables {}
