/** `mailyard spf DOMAIN`: the record as a tree with its price. `mailyard spf evaluate`: RFC 7208's result for one message. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { query } from '../../dns/client.ts';
import { askOnce } from '../../dns/once.ts';
import { resolverFrom } from '../../dns/server.ts';
import { MailyardError } from '../../error.ts';
import { isPolicyDomain } from '../../spf/domain-spec.ts';
import { evaluateSpf, type SpfEvaluation } from '../../spf/evaluate.ts';
import { octetsOf, spfFindings } from '../../spf/findings.ts';
import { LOOKUP_LIMIT, VOID_LIMIT } from '../../spf/limits.ts';
import { liveFacts } from '../../spf/live-facts.ts';
import { resolverOf, type SpfResolver } from '../../spf/resolver.ts';
import { type SpfBranch, type SpfTree, spfTree } from '../../spf/tree.ts';
import { counted } from '../../words.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { inPlaceOf } from './spf-in-place-of.ts';
import { printSpf } from './spf-text.ts';

export async function spf(context: Context, _options: object, [name = '']: string[]): Promise<number> {
  const domain = domainOf(name);
  const tree = spfTree(domain, await liveFacts(domain, resolver(context)));
  if (tree.fact.status === 'unknown') {
    throw new MailyardError(
      'dns-unanswered',
      `Nobody could say whether ${domain} has an SPF record: ${tree.fact.reason}.`,
      {
        fix: 'Try again, or name another resolver in MAILYARD_DNS.',
      },
    );
  }
  const findings = spfFindings(tree);
  const standsFor = inPlaceOf(context, domain);
  if (context.options.json) {
    const totals = { lookups: tree.lookups, limit: LOOKUP_LIMIT, voidLookups: tree.voidLookups, voidLimit: VOID_LIMIT };
    printJson({
      domain,
      record: tree.policy?.text,
      ...totals,
      octets: octetsOf(tree),
      terms: tree.branches.map(branch => ({ ...plain(branch), ...flatKey(standsFor(branch)) })),
      findings,
    });
  } else printSpf(tree, findings, standsFor, context.terminal);
  // What nobody could answer may be as wrong as an error.
  return findings.some(({ severity, rule }) => severity === 'error' || rule === 'spf-unknown') ? 2 : 0;
}

export interface EvaluateOptions {
  ip?: string;
  mailFrom?: string;
  helo?: string;
}

/** Exit 2 where the result is an error: the policy cannot be used as it is, or not now. */
export async function evaluate(context: Context, options: EvaluateOptions, [name]: string[]): Promise<number> {
  const { ip, mailFrom = '', helo = '' } = options;
  if (!ip || (!mailFrom && !helo && !name)) {
    throw new MailyardError(
      'bad-option',
      'An evaluation needs the client and a name: --ip, and --mail-from or --helo.',
      {
        fix: 'For example: mailyard spf evaluate --ip 192.0.2.1 --mail-from alex@acme.example --helo mx.acme.example',
      },
    );
  }
  const domain = name === undefined ? undefined : domainOf(name);
  const message = { ip, mailFrom: mailFrom || (helo ? '' : `@${domain}`), helo: helo || 'unknown', domain };
  const evaluation = await evaluateSpf(message, resolver(context));
  if (context.options.json) printJson(evaluation);
  else printEvaluation(evaluation, ip, context);
  return evaluation.result === 'permerror' || evaluation.result === 'temperror' ? 2 : 0;
}

export function resolver({ env }: Context): SpfResolver {
  return resolverOf(askOnce(query), resolverFrom(env));
}

function domainOf(text: string): string {
  const name = domainToASCII(text.replace(/\.$/, '')) || text;
  if (isPolicyDomain(name) && !isIP(name)) return name;
  throw new MailyardError('bad-option', `"${text}" is not a domain.`, {
    fix: 'For example: mailyard spf acme.example',
  });
}

function plain({ term, lookups, target, unused, loop, below }: SpfBranch): object {
  return {
    ...{ term: term.text, lookups, target },
    ...(unused ? { unused } : {}),
    ...(loop ? { loop } : {}),
    ...(below ? { [statusKey(below)]: below.policy?.text ?? below.fact.status, terms: below.branches.map(plain) } : {}),
  };
}

const flatKey = (includes: string[]): object => (includes.length > 0 ? { inPlaceOf: includes } : {});

function statusKey({ policy }: SpfTree): 'record' | 'status' {
  return policy ? 'record' : 'status';
}

function printEvaluation(
  { result, mechanism, domain, explanation, reason, ...spent }: SpfEvaluation,
  ip: string,
  context: Context,
) {
  const { terminal } = context;
  const { colors } = terminal;
  const paint =
    result === 'pass' ? colors.green : result === 'neutral' || result === 'none' ? colors.yellow : colors.red;
  const why = mechanism
    ? `by ${mechanism} of ${domain}`
    : (reason ?? `by default: nothing in the record of ${domain} matches`);
  terminal.print(`${colors.bold(paint(result))}  ${ip} ${why}`);
  if (explanation) terminal.print(`${domain} explains: ${explanation}`);
  terminal.print(
    colors.dim(`${counted(spent.lookups, 'lookup')} of ${LOOKUP_LIMIT}, ${spent.voidLookups} of ${VOID_LIMIT} void`),
  );
}
