/** JSON for scripts: one document on stdout, versioned, which only ever gains keys. CONTRACT §3. */

export function printJson(document: object): void {
  process.stdout.write(`${JSON.stringify({ version: 1, ...document }, null, 2)}\n`);
}
