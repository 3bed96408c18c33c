/** The longest domain that the name stands in: bounce.news.acme.example belongs to news.acme.example. */
export function servedDomain(name: string, domains: Record<string, unknown>): string | undefined {
  for (let host = name; host.includes('.'); host = host.slice(host.indexOf('.') + 1)) {
    if (host in domains) return host;
  }
  return undefined;
}
