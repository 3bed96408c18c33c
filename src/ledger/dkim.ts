/** DKIM Keys By Domain, Signer And Algorithm, And The Phase That Each Is In. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by its aggregate
export interface DkimTables {}
