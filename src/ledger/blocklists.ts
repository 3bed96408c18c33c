/** What Each Blocklist Said Of Each Target, And Since When. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by its aggregate
export interface BlocklistTables {}
