/** The workflow that reviews a pull request, run step by step against a repository and an API of the test's own. */
import { expect, test } from 'vitest';
import { numbered, segmentYaml, smallEstate } from '../cli/estates.ts';
import { type Hub, openHub } from './hub.ts';
import { type JobRun, runWorkflow } from './run-workflow.ts';

const TOKEN = 'ghs_token-of-the-run';
const OURS = 'github-actions[bot]';

async function openedHub(pullRequests: 'read' | 'write' = 'write'): Promise<Hub> {
  const hub = await openHub(smallEstate);
  hub.api.tokens.set(TOKEN, { login: OURS, pullRequests });
  return hub;
}

async function reviewed(hub: Hub, sha: string): Promise<JobRun> {
  const runs = await runWorkflow(hub, 'review', { event: 'pull_request', sha, pull: 7, token: TOKEN, env: {} });
  return runs.review as JobRun;
}

const withSpare = { 'pool-a.yaml': segmentYaml('pool-a', ['a.example', 'b.example', 'spare.example']) };

test('one comment tells what a pull request changes, and later pushes edit it in place', async () => {
  const hub = await openedHub();
  const first = await reviewed(hub, hub.propose(7, withSpare));
  expect(first.log).toBe('');
  expect(first).toMatchObject({ result: 'success', summary: expect.stringContaining('spare.example') });
  expect(hub.api.comments).toHaveLength(1);
  const [comment] = hub.api.comments;
  expect(comment).toMatchObject({ issue: 7, user: { login: OURS } });
  expect(comment?.body).toMatch(/^<!-- mailyard review -->\n## Mailyard: 1 domain, records \+ 11 to create\n/);
  expect(comment?.body).toContain('where it left `origin/main`');

  // Others speak in between, and one of them quotes the marker; then the change becomes another one.
  for (let index = 0; index < 120; index++) {
    hub.api.comments.unshift({
      id: index,
      issue: 7,
      body: `<!-- mailyard review --> ${index}`,
      user: { login: 'alex' },
    });
  }
  const second = await reviewed(
    hub,
    hub.propose(7, { 'primary.yaml': segmentYaml('primary', ['c.example', 'd.example']) }),
  );
  expect(second.result).toBe('success');
  expect(hub.api.comments).toHaveLength(121);
  expect(comment?.body).toContain('d.example');
  expect(comment?.body).not.toContain('spare.example');
  expect(hub.api.calls.slice(-3)).toEqual([
    'GET /repos/acme/mail/issues/7/comments?per_page=100&page=1',
    'GET /repos/acme/mail/issues/7/comments?per_page=100&page=2',
    'PATCH /repos/acme/mail/issues/comments/1000',
  ]);
});

test('what came to main meanwhile is no part of the change', async () => {
  const hub = await openedHub();
  hub.propose(7, withSpare);
  hub.push({ 'primary.yaml': segmentYaml('primary', ['c.example', 'later.example']) });
  await reviewed(hub, hub.propose(7, { 'pool-b.yaml': segmentYaml('pool-b', ['e.example']) }));
  hub.push({ 'primary.yaml': segmentYaml('primary', ['c.example', 'later.example', 'latest.example']) });
  const run = await reviewed(hub, hub.git('rev-parse', 'refs/pull/7/merge'));
  expect(run.result).toBe('success');
  expect(hub.api.comments[0]?.body).toContain('e.example');
  expect(hub.api.comments[0]?.body).not.toMatch(/later\.example|latest\.example/);
});

test('an error is a red run, an annotation at its line and a comment that says so', async () => {
  const hub = await openedHub();
  const run = await reviewed(
    hub,
    hub.propose(7, { 'pool-a.yaml': 'segment: pool-a\ndomains:\n  - { domain: a.example, mailbox: 2 }\n' }),
  );
  expect(run.result).toBe('failure');
  expect(run.steps).toMatchObject({ Review: 'failure', Comment: 'success' });
  expect(run.log).toContain('::error file=domains/pool-a.yaml,line=3,col=26,title=unknown-key::');
  expect(hub.api.comments[0]?.body).toContain('1 error to mend first');
});

test("a fork's token may not comment: the review is in the summary, and the run is green", async () => {
  const hub = await openedHub('read');
  const run = await reviewed(hub, hub.propose(7, withSpare));
  expect(run.result).toBe('success');
  expect(run.summary).toContain('spare.example');
  expect(run.log).toContain('::notice::The token of this run may not comment');
  expect(hub.api.comments).toEqual([]);
});

test('any other refusal of the API is a red run with its answer', async () => {
  const hub = await openedHub();
  hub.api.tokens.clear();
  const run = await reviewed(hub, hub.propose(7, withSpare));
  expect(run.result).toBe('failure');
  expect(run.log).toContain('401');
});

test('a change of thousands of domains fits into a comment', async () => {
  const hub = await openedHub();
  const many = Array.from({ length: 4 }, (_, index) =>
    numbered(750).map((name, at) => ({ domain: `p${index}-${name}`, mailboxes: at % 3, dkim: { prefix: `k${at}` } })),
  );
  const files = Object.fromEntries(
    many.map((domains, index) => [`big-${index}.yaml`, segmentYaml(`big-${index}`, domains)]),
  );
  const run = await reviewed(hub, hub.propose(7, files));
  expect(run.result).toBe('success');
  expect(hub.api.comments[0]?.body.length).toBeLessThanOrEqual(60_000);
  expect(hub.api.comments[0]?.body).toContain('Not all of it fits here.');
});
