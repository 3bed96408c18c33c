/** GitHub's own parser takes every workflow, and what no run can show is written as it must be. */
import { globSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

// It imports its JSON without the attribute that Node asks for (@actions/workflow-parser 0.3.61, 2026-11).
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');

const read = (name: string) => readFileSync(`.github/workflows/${name}.yml`, 'utf8');

test.each(globSync('.github/workflows/*.yml').map(path => basename(path, '.yml')))('%s is a workflow', async name => {
  const { context, value } = parseWorkflow({ name: `${name}.yml`, content: read(name) }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  expect(context.errors.getErrors().map(String)).toEqual([]);
});

test('a mistake in a workflow would be seen', () => {
  const content = read('up').replace('runs-on: ubuntu-latest', 'run-on: ubuntu-latest');
  const { context } = parseWorkflow({ name: 'up.yml', content }, new NoOperationTraceWriter());
  expect(context.errors.getErrors().join('\n')).toContain("Unexpected value 'run-on'");
});

test('one run a token at a time, and none is ended half-way', () => {
  expect(parse(read('up')).concurrency).toEqual({ group: 'mailyard-cloudflare', 'cancel-in-progress': false });
});

/** The jobs of the runtime that have a workflow. */
const scheduled = ['blocklists', 'warmup', 'dkim'];

test.each(scheduled)('%s runs its job on a schedule, alone, and may only read', name => {
  const { on, permissions, concurrency, jobs } = parse(read(name));
  expect(Object.keys(on)).toEqual(['schedule', 'workflow_dispatch']);
  expect(on.schedule).toHaveLength(1);
  expect(permissions).toEqual({ contents: 'read' });
  expect(concurrency).toEqual({ group: `mailyard-${name}`, 'cancel-in-progress': false });
  expect(jobs[name].steps.at(-1).run).toBe(`mailyard run --once ${name}`);
});

test.each(scheduled)('%s shows its secrets to no step that does not need them', name => {
  const { env, jobs } = parse(read(name));
  expect(env).toBeUndefined();
  const seen = jobs[name].steps.filter((step: object) => JSON.stringify(step).includes('secrets.'));
  const names = seen.map((step: { name: string }) => step.name);
  expect(names).toEqual(name === 'blocklists' ? ['Run'] : ['Ask for the ledger', 'Run']);
});

test('what asks Cloudflare beside `up` leaves it its part of the rate', () => {
  const [calls, seconds] = parse(read('dkim'))
    .jobs.dkim.steps.at(-1)
    .env.MAILYARD_CLOUDFLARE_RATE.split('/')
    .map(Number);
  // Cloudflare refuses a token after 1,200 calls in 300 s (2026-04); `up` takes 1,000 of them at most.
  expect([calls <= 200, seconds]).toEqual([true, 300]);
});

test('a pull request gets no secret but a reader of the ledger, and its token may comment and nothing else', () => {
  const workflow = parse(read('review'));
  expect(Object.keys(workflow.on)).toEqual(['pull_request']);
  expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  const withSecrets = workflow.jobs.review.steps.filter((step: object) => JSON.stringify(step).includes('secrets.'));
  expect(withSecrets).toMatchObject([
    { name: 'Review', env: { DATABASE_URL: expect.stringContaining(' secrets.REVIEW_DATABASE_URL ') } },
  ]);
  expect(read('review').match(/secrets\./g)).toHaveLength(1);
});
