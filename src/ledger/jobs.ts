/** When Each Job Ran, And What Of It Is Still To Be Caught Up. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by its aggregate
export interface JobTables {}
