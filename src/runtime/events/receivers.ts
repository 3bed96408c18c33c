/**
 * Receivers by the domains of their mailboxes and by their MX hosts. Mailyard's own list of the large ones, 2026-11-26; MX suffixes as in
 * KumoMTA's shaping defaults (policy-extras/shaping.toml). What is behind a domain of its own is only told by its MX.
 */

interface Receiver {
  name: string;
  /** `outlook.*` stands for its country domains. */
  domains: readonly string[];
  mx: readonly string[];
}

const receivers: readonly Receiver[] = [
  { name: 'gmail', domains: ['gmail.com', 'googlemail.com'], mx: ['google.com', 'googlemail.com'] },
  {
    name: 'outlook',
    domains: ['outlook.*', 'hotmail.*', 'live.*', 'msn.com', 'passport.com', 'windowslive.com'],
    mx: ['olc.protection.outlook.com'],
  },
  { name: 'microsoft-365', domains: [], mx: ['mail.protection.outlook.com', 'mx.microsoft'] },
  {
    name: 'yahoo',
    domains: ['yahoo.*', 'ymail.com', 'rocketmail.com', 'aol.*', 'aim.com', 'verizon.net', 'att.net', 'sbcglobal.net'],
    mx: ['yahoodns.net'],
  },
  { name: 'icloud', domains: ['icloud.com', 'me.com', 'mac.com'], mx: ['icloud.com'] },
  { name: 'gmx', domains: ['gmx.*', 'web.de', 'mail.com'], mx: ['gmx.net', 'web.de', 'mail.com'] },
  { name: 't-online', domains: ['t-online.de', 'magenta.de'], mx: ['t-online.de'] },
  { name: 'comcast', domains: ['comcast.net', 'xfinity.com'], mx: ['comcast.net'] },
  { name: 'orange', domains: ['orange.fr', 'wanadoo.fr'], mx: ['orange.fr'] },
  { name: 'proton', domains: ['proton.me', 'protonmail.com', 'pm.me'], mx: ['protonmail.ch'] },
  { name: 'fastmail', domains: ['fastmail.com', 'fastmail.fm'], mx: ['messagingengine.com'] },
  { name: 'zoho', domains: ['zoho.*', 'zohomail.*'], mx: ['zoho.com', 'zoho.eu', 'zoho.in'] },
  { name: 'yandex', domains: ['yandex.*', 'ya.ru'], mx: ['yandex.net', 'yandex.ru'] },
  { name: 'mail-ru', domains: ['mail.ru', 'bk.ru', 'inbox.ru', 'list.ru'], mx: ['mail.ru'] },
  { name: 'qq', domains: ['qq.com', 'foxmail.com'], mx: ['qq.com'] },
  { name: 'netease', domains: ['163.com', '126.com', 'yeah.net'], mx: ['netease.com', '163.com'] },
  { name: 'mimecast', domains: [], mx: ['mimecast.com', 'mimecast.co.za'] },
  { name: 'proofpoint', domains: [], mx: ['pphosted.com', 'ppe-hosted.com'] },
  { name: 'barracuda', domains: [], mx: ['barracudanetworks.com'] },
];

const byDomain = new Map(receivers.flatMap(({ name, domains }) => domains.map(domain => [domain, name])));
const byMx = new Map(receivers.flatMap(({ name, mx }) => mx.map(suffix => [suffix, name])));

/** `other`: none of the large ones, as far as its name tells. `unknown`: neither is told. */
export function receiverOf({ mx, domain }: { mx?: string; domain?: string }): string {
  return (mx && ofMx(mx)) || (domain && ofDomain(domain)) || (mx || domain ? 'other' : 'unknown');
}

/** By the longest suffix: `mail.protection.outlook.com` is another one than `olc.protection.outlook.com`. */
function ofMx(mx: string): string | undefined {
  const labels = mx.toLowerCase().replace(/\.$/, '').split('.');
  return labels.map((_, index) => byMx.get(labels.slice(index).join('.'))).find(name => name !== undefined);
}

function ofDomain(domain: string): string | undefined {
  const name = domain.toLowerCase();
  return byDomain.get(name) ?? byDomain.get(name.replace(/\.(com?\.)?[a-z]{2,3}$/, '.*'));
}
