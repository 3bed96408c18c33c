/**
 * The Worker that serves a segment's MTA-STS policies: an ES module with the policies in it, so that one upload changes
 * them all. RFC 8461 §3.3. Ten thousand hosts make 0.4 MB; Cloudflare takes 3 MB after compression on its free plan
 * (developers.cloudflare.com/workers/platform/limits, read 2026-11-25).
 */

/** What the runtime promises to a script of this day stays promised (developers.cloudflare.com/workers, compatibility dates). */
export const COMPATIBILITY_DATE = '2026-11-01';

export const MAIN_MODULE = 'mta-sts.js';

/** `policies`: host → text of its policy. The same policies give the same bytes, in whatever order they come. */
export function workerScript(policies: ReadonlyMap<string, string>): string {
  const texts = [...new Set(policies.values())].sort();
  const hosts = Object.fromEntries(
    [...policies.keys()].sort().map(host => [host, texts.indexOf(policies.get(host) ?? '')]),
  );
  return `// Written by Mailyard: the MTA-STS policies of these hosts.
const policies = ${JSON.stringify(texts, undefined, 1)};
const hosts = ${JSON.stringify(hosts, undefined, 1)};

export default {
  async fetch(request) {
    const { hostname, pathname } = new URL(request.url);
    const policy = pathname === '/.well-known/mta-sts.txt' && Object.hasOwn(hosts, hostname) ? policies[hosts[hostname]] : undefined;
    if (policy === undefined) return new Response('Not found\\n', { status: 404, headers: { 'content-type': 'text/plain' } });
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
    return new Response(request.method === 'HEAD' ? null : policy, {
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    });
  },
};
`;
}

/** The domains whose policies a script serves. */
export const domainsIn = (script: string): string[] =>
  Array.from(script.matchAll(/^ "mta-sts\.([^"]+)": \d+,?$/gm), ([, domain = '']) => domain);

/** Cloudflare takes lower-case letters, digits, `-` and `_`, at most 63 (as its dashboard and wrangler do, 2026-11). */
export function scriptName(segment: string): string {
  return `mailyard-mta-sts-${segment.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '-')}`.slice(0, 63);
}
