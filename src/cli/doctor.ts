/** `mailyard doctor`: what is missing for real use, in the order in which one meets it. Reads only. */
import { type CheckResult, type Finding, fail } from '../audit/verdict.ts';
import { openBudget, rateFromEnv } from '../cloudflare/budget.ts';
import { cacheFolder } from '../cloudflare/cache-folder.ts';
import { lookAtCloudflare } from '../cloudflare/look.ts';
import { query } from '../dns/client.ts';
import { cloudflareChecks } from '../doctor/cloudflare.ts';
import { nodeCheck, pulumiCheck } from '../doctor/programs.ts';
import { keyCheck, resolverCheck, stateCheck } from '../doctor/surroundings.ts';
import type { Estate } from '../estate/estate.ts';
import { hasErrors } from '../inventory/finding.ts';
import { loadEstate } from '../load-estate.ts';
import { findingLines, verdictTotals } from './audit-text.ts';
import { type Context, findSite } from './context.ts';
import { printJson } from './json.ts';

/** A call that takes longer says that something is wrong. */
const TIMEOUT_MS = 10_000;

/** 2: something is missing. 1: something could not be found out. 0: all is there. */
export async function doctor(context: Context): Promise<number> {
  const { env, options, sources } = context;
  const { folder, backend, project } = await findSite(context);
  const { estate, findings } = loadEstate(sources, 'errors');
  const zones = [...new Set(estate?.zones.map(({ zone }) => zone))].sort();
  const cloudflare = cloudflareChecks({
    open: () =>
      lookAtCloudflare(
        cloudflareOptions(context),
        estate?.segments.map(({ cloudflare }) => cloudflare.account).find(Boolean),
      ),
    wanted: !estate || hasErrors(findings) ? noEstate(sources.domains, estate) : zones,
    today: sources.today,
  });
  const [pulumi, [token, rights, zone], resolver, state] = await Promise.all([
    pulumiCheck({ env, folder, backend }),
    cloudflare,
    resolverCheck(env, zones[0] ?? '.', query),
    stateCheck(backend, project, env),
  ]);
  const checks = [nodeCheck(), pulumi, token, rights, zone, resolver, keyCheck(env), state].filter(
    each => each !== undefined,
  );
  if (options.json) printJson({ checks: checks.map(({ findings: _, ...check }) => check) });
  else print(checks, context);
  const verdicts = checks.map(({ verdict }) => verdict);
  return verdicts.includes('fail') ? 2 : verdicts.includes('unknown') ? 1 : 0;
}

function cloudflareOptions({ env, terminal }: Context) {
  const budget = openBudget({ folder: cacheFolder(env), rate: rateFromEnv(env), onWarning: terminal.note });
  return { token: env.CLOUDFLARE_API_TOKEN, baseUrl: env.CLOUDFLARE_BASE_URL, budget, timeout: TIMEOUT_MS };
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
