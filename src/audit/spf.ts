/** SPF, priced by what the DNS says today. RFC 7208. */
import { findingsOfTree } from './spf-tree.ts';
import type { Check } from './subject.ts';
import { type Finding, fail, warn } from './verdict.ts';
import { evidenceOf, type Seen, textsOf } from './view.ts';

export const spf: Check = async ({ domain }, view) => {
  const [tree, texts] = await Promise.all([findingsOfTree(domain, view), view.ask(domain, 'TXT')]);
  return [...tree, ...strayFindings(domain, texts)];
};

/** Records that were meant to be SPF, and are not. */
function strayFindings(domain: string, found: Seen): Finding[] {
  const evidence = evidenceOf(found);
  return textsOf(found).flatMap(text => {
    if (/^spf2\.0\//i.test(text)) {
      const fix = 'Drop it: it was an experiment that ended.';
      return [warn('spf-sender-id', `${domain} has a Sender ID record.`, { evidence, fix, reference: 'RFC 6686' })];
    }
    if (/^["\s]+v=spf1\b/i.test(text) || /^v=spf1[^ ]/i.test(text) || /^v=spf(?!1\b)|^spf1 /i.test(text)) {
      const message = `${domain} has a TXT record that looks like SPF and is none: "${text.slice(0, 60)}".`;
      const fix = 'An SPF record begins with `v=spf1` and a space.';
      return [fail('spf-near-miss', message, { evidence, fix, reference: 'RFC 7208 §4.5' })];
    }
    return [];
  });
}
