/** Sends, Bounces And Complaints As They Came In, And Their Totals By The Hour. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by its aggregate
export interface EventTables {}
