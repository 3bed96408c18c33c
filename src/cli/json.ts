/** JSON for scripts: one document on stdout, versioned, which only ever gains keys. CONTRACT §3. */

/** A time in a document: ISO 8601. */
export const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

export function printJson(document: object): void {
  process.stdout.write(`${JSON.stringify({ version: 1, ...document }, null, 2)}\n`);
}
