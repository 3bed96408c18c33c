/** The text that `exp=` names: senders whose mail SPF refuses get to read it. RFC 7208 §6.2. */
import { parseMacros } from '../spf/macro.ts';
import { SpfSyntaxError } from '../spf/syntax-error.ts';
import { type SpfTree, staticTarget, treesOf } from '../spf/tree.ts';
import { type Finding, warn } from './verdict.ts';
import { evidenceOf, isUnanswered, textsOf, unansweredFinding, type View } from './view.ts';

/** Of the domain's own policy, redirects included: the `exp` of what it includes is never used. Names that depend on the message are left out. */
export async function explanationFindings(tree: SpfTree, view: View): Promise<Finding[]> {
  const names = [...treesOf(tree)].flatMap(({ tree: { policy, domain }, own }) => {
    const name = own && policy?.exp ? staticTarget(policy.exp, domain, tree.domain) : undefined;
    return name === undefined ? [] : [{ name, domain }];
  });
  return (await Promise.all(names.map(({ name, domain }) => textFindings(name, domain, view)))).flat();
}

async function textFindings(name: string, domain: string, view: View): Promise<Finding[]> {
  const found = await view.ask(name, 'TXT');
  if (isUnanswered(found)) {
    return [unansweredFinding('spf-exp', `what explanation ${name} holds, which SPF of ${domain} names`, found)];
  }
  const fault = faultOf(textsOf(found));
  if (!fault) return [];
  const message = `exp= in SPF of ${domain}: ${name} ${fault}, so that no explanation is given.`;
  return [
    warn('spf-exp', message, {
      evidence: evidenceOf(found),
      fix: `Publish one TXT record at ${name}, or drop exp=.`,
      reference: 'RFC 7208 §6.2',
    }),
  ];
}

function faultOf([text, ...more]: string[]): string | undefined {
  if (!text) return 'has no text';
  if (more.length > 0) return `has ${more.length + 1} TXT records`;
  try {
    parseMacros(text, { allLetters: true, spaces: true });
  } catch (error) {
    if (error instanceof SpfSyntaxError) return `cannot be read (${error.message})`;
    throw error;
  }
  return undefined;
}
