/** `mailyard doctor`: what is missing for real use, in the order in which one meets it. Reads only. */
import { type CheckResult, type Finding, fail } from '../../audit/verdict.ts';
import { lookAtCloudflare } from '../../cloudflare/look.ts';
import { TOKEN_VARIABLE } from '../../cloudflare/token.ts';
import { query } from '../../dns/client.ts';
import { cloudflareChecks } from '../../doctor/cloudflare.ts';
import { mailChecks, mailUses } from '../../doctor/mail.ts';
import { nodeCheck, pulumiCheck } from '../../doctor/programs.ts';
import { channelsCheck, ledgerCheck } from '../../doctor/runtime.ts';
import { keyCheck, resolverCheck, stateCheck } from '../../doctor/surroundings.ts';
import type { Estate } from '../../estate/estate.ts';
import type { Resource } from '../../estate/resource.ts';
import { hasErrors } from '../../inventory/finding.ts';
import { ledgerPlace } from '../../ledger/open.ts';
import { loadEstate } from '../../load-estate.ts';
import { resourceWords } from '../../plan/resource-words.ts';
import { wantedNow } from '../../plan/wanted.ts';
import { mailFrom } from '../../provider/mail.ts';
import { openBudget, rateFromEnv } from '../../rate/budget.ts';
import { cacheFolder } from '../../rate/cache-folder.ts';
import { PROVIDER_TYPE, packageOf } from '../../state/urn.ts';
import { type Context, findSite } from '../context.ts';
import { printJson } from '../json.ts';
import { findingLines, verdictTotals } from '../reports/audit-text.ts';

/** A call that takes longer says that something is wrong. */
const TIMEOUT_MS = 10_000;

/** 2: something is missing. 1: something could not be found out. 0: all is there. */
export async function doctor(context: Context): Promise<number> {
  const { env, options, sources, terminal } = context;
  const { folder, backend, project } = await findSite(context);
  const { estate, findings } = loadEstate(sources, 'errors');
  const sound = estate && !hasErrors(findings) ? estate : undefined;
  const tokens: TokenUse[] = sound
    ? tokensOf(sound)
    : [{ variable: TOKEN_VARIABLE, zones: noEstate(sources.domains, estate) }];
  const toMake = new Set(sound?.zones.flatMap(({ zone, created }) => (created ? [zone] : [])));
  const several = tokens.length > 1;
  const cloudflare = tokens.map(({ variable, account, zones }) =>
    cloudflareChecks({
      open: () => lookAtCloudflare(cloudflareOptions(context, variable), account),
      ...(several && { variable }),
      ...{ wanted: zones, toMake, today: sources.today },
    }),
  );
  const { providers } = mailFrom({ env, sources, timeout: TIMEOUT_MS, note: terminal.note });
  const [pulumi, accounts, mail, resolver, state, ledger] = await Promise.all([
    pulumiCheck({ env, folder, backend, needed: sound ? onlyByPulumi(sound) : [] }),
    Promise.all(cloudflare),
    mailChecks(mailUses(sound?.domains ?? []), providers),
    resolverCheck(env, estate?.zones.find(({ created }) => !created)?.zone ?? '.', query),
    stateCheck(backend, project, env),
    ledgerCheck(ledgerPlace(env, options.state)),
  ]);
  const surroundings = [resolver, keyCheck(env), state, ledger, channelsCheck(env)];
  const checks = [nodeCheck(), pulumi, ...accounts.flat(), ...mail, ...surroundings];
  if (options.json) printJson({ checks: checks.map(({ findings: _, ...check }) => check) });
  else print(checks, context);
  const verdicts = checks.map(({ verdict }) => verdict);
  return verdicts.includes('fail') ? 2 : verdicts.includes('unknown') ? 1 : 0;
}

interface TokenUse {
  variable: string;
  account?: string;
  /** Those that it serves; or why they are not known. */
  zones: string[] | Finding;
}

/** Segments may have tokens of their own, and each zone is asked for with the one that will write it. */
function tokensOf({ segments, zones }: Estate): TokenUse[] {
  const variables = Map.groupBy(segments, ({ cloudflare }) => cloudflare.token ?? TOKEN_VARIABLE);
  return [...variables].map(([variable, group]) => {
    const names = new Set(group.map(({ segment }) => segment));
    const account = group.find(({ cloudflare }) => cloudflare.account)?.cloudflare.account;
    const served = zones.filter(({ segment }) => names.has(segment)).map(({ zone }) => zone);
    return { variable, account, zones: [...new Set(served)].sort() };
  });
}

/** In words. */
function onlyByPulumi(estate: Estate): string[] {
  const foreign = ({ type }: Resource) => packageOf(type) !== 'mailyard' && !type.startsWith(PROVIDER_TYPE);
  const all = wantedNow(estate, { stacks: [] }).lists.values().toArray().flat();
  return all.filter(foreign).map(({ type, name }) => resourceWords(type, name));
}

function cloudflareOptions({ env, terminal }: Context, variable: string) {
  const budget = openBudget({ folder: cacheFolder(env), rate: rateFromEnv(env), onWarning: terminal.note });
  return { token: env[variable], variable, baseUrl: env.CLOUDFLARE_BASE_URL, budget, timeout: TIMEOUT_MS };
}

function noEstate(folder: string, estate: Estate | undefined): Finding {
  if (estate) return fail('inventory', 'The inventories have errors.', { fix: 'Mend them: mailyard check' });
  return fail('inventory', `There is no inventory in ${folder}.`, { fix: 'Make an example with `mailyard init`.' });
}

function print(checks: CheckResult[], { terminal }: Context): void {
  const { colors } = terminal;
  terminal.print(`${verdictTotals(checks, colors)}.\n`);
  const width = Math.max(...checks.map(({ check }) => check.length));
  for (const { check, findings } of checks) {
    for (const [at, finding] of findings.entries()) {
      for (const line of findingLines(finding, (at === 0 ? check : '').padEnd(width), colors)) terminal.print(line);
    }
  }
}
