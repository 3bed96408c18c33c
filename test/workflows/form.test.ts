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

test('a pull request gets no secret, and its token may comment and nothing else', () => {
  const workflow = parse(read('review'));
  expect(Object.keys(workflow.on)).toEqual(['pull_request']);
  expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  expect(read('review')).not.toContain('secrets.');
});
