/** A host name in the one form that Mailyard uses: lower case, without the last dot; the root stays a dot. */
export function bareHost(host: string): string {
  const lower = host.trim().toLowerCase();
  return lower.length > 1 && lower.endsWith('.') ? lower.slice(0, -1) : lower;
}
