/** Every case of the OpenSPF suite, through the real client against a real server on loopback. */
import { describe, expect, test } from 'vitest';
import { query } from '../../src/dns/client.ts';
import { evaluateSpf } from '../../src/spf/evaluate.ts';
import { resolverOf } from '../../src/spf/resolver.ts';
import { serveDns } from '../dns/twin.ts';
import { readSuite, type Scenario, type SuiteCase, suitePath } from './suite.ts';
import { answerFrom } from './suite-server.ts';

const path = suitePath();

const HOW = path ? '' : ' (skipped: apt-get install python3-spf, or MAILYARD_OPENSPF=rfc7208-tests.yml)';

/** The suite's word for "whatever the checker says by default". */
const DEFAULT = 'DEFAULT';

const scenarios = path === undefined ? [] : readSuite(path);

test.runIf(path)(`the OpenSPF suite is the whole one: 16 scenarios with 203 cases${HOW}`, () => {
  expect([scenarios.length, scenarios.flatMap(({ cases }) => cases).length]).toEqual([16, 203]);
});

describe.each(scenarios)('OpenSPF: $description', ({ cases, zone }: Scenario) => {
  test.each(cases)('$name ($spec)', async ({ host, mailfrom, helo, results, explanation }: SuiteCase) => {
    const { server } = await serveDns(answerFrom(zone));
    const resolve = resolverOf(query, server, { timeoutMs: 400, tries: 1 });
    const evaluation = await evaluateSpf({ ip: host, mailFrom: mailfrom, helo }, resolve);
    // Where several are right, the suite prefers the first: there is no deviation from it.
    expect(evaluation.result, evaluation.reason).toBe(results[0]);
    if (explanation !== undefined) expect(evaluation.explanation ?? DEFAULT).toBe(explanation);
  });
});
