/** The steps of .github/workflows/spf.yml as the runner's shell takes them: a repository with its remote, and a `gh` that keeps its pull requests in a file. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { DEAR, segment, type World, world } from './spf-world.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Step {
  name?: string;
  run?: string;
}

const workflow = parse(readFileSync(join(ROOT, '.github/workflows/spf.yml'), 'utf8')) as {
  env: Record<string, string>;
  permissions: Record<string, string>;
  jobs: { flatten: { steps: Step[] } };
};
const steps = workflow.jobs.flatten.steps.filter(({ run, name }) => run && name);

/** One pull request at most: its number in `open`, each call in `calls`. */
const GH = `#!/bin/sh
echo "$*" >> "$GH_STATE/calls"
case "$2" in
  list) if [ -e "$GH_STATE/open" ]; then cat "$GH_STATE/open"; fi ;;
  create) echo 7 > "$GH_STATE/open" ;;
  close) rm "$GH_STATE/open"; git push --quiet origin --delete spf-lock ;;
esac
case "$2" in create|edit) for file; do :; done; cp "$file" "$GH_STATE/body" ;; esac
`;

interface Run {
  code: number;
  said: string;
}

async function repository({ site, dns }: World) {
  const [folder, remote, gh] = [site.folder, join(site.folder, 'remote.git'), join(site.folder, 'gh')];
  for (const each of [join(folder, 'bin'), gh]) mkdirSync(each, { recursive: true });
  symlinkSync(join(ROOT, 'bin/mailyard'), join(folder, 'bin/mailyard'));
  writeFileSync(join(gh, 'gh'), GH);
  chmodSync(join(gh, 'gh'), 0o755);
  const temporary = join(folder, 'temp');
  const env = {
    ...site.env,
    ...{ PATH: `${gh}:${folder}/bin:${site.env.PATH}`, GH_STATE: gh, RUNNER_TEMP: temporary, GITHUB_REF_NAME: 'main' },
    ...{ LOCK: workflow.env.LOCK, BRANCH: workflow.env.BRANCH },
    ...{ MAILYARD_DNS: `${dns.host}:${dns.port}`, MAILYARD_TODAY: '2026-11-25' },
  };
  const shell = (script: string, cwd = folder): Promise<Run> =>
    new Promise(done => {
      // As the runner does where a step names no shell.
      const child = spawn('bash', ['-e', '-c', script], { cwd, env });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (said += data));
      child.on('close', code => done({ code: code ?? 1, said }));
    });
  const git = `git -c user.name=a -c user.email=a@acme.example`;
  const set =
    await shell(`git init --quiet --bare --initial-branch main ${remote} && git init --quiet --initial-branch main . &&
    git remote add origin ${remote} && git add domains && ${git} commit --quiet -m one && git push --quiet origin main`);
  if (set.code !== 0) throw new Error(set.said);
  return {
    shell,
    /** A checkout of its own, as each run has: main as it is at the remote. */
    async run(): Promise<Run> {
      await shell(`rm -rf temp && mkdir temp && git switch --quiet --force main && git fetch --quiet && git reset --quiet --hard origin/main &&
        git clean --quiet -fd domains && { git branch --quiet -D spf-lock 2> /dev/null || true; }`);
      let last: Run = { code: 0, said: '' };
      for (const { run = '' } of steps) {
        last = await shell(run);
        if (last.code !== 0) break;
      }
      return last;
    },
    calls: () =>
      readFileSync(join(gh, 'calls'), 'utf8')
        .trim()
        .split('\n')
        .map(line => line.split(' ').slice(0, 3).join(' ')),
    body: () => readFileSync(join(gh, 'body'), 'utf8'),
    proposed: async () => (await shell('git show origin/spf-lock:domains/spf.lock.json')).said,
    isOpen: () => existsSync(join(gh, 'open')),
    merge: () => shell(`git fetch --quiet && git push --quiet origin origin/spf-lock:main && rm ${gh}/open`),
  };
}

test('a change is proposed once, kept up to date, and taken back when the DNS is what it was', async () => {
  const here = await world(segment(DEAR));
  const repo = await repository(here);
  expect(await repo.run()).toEqual({ code: 0, said: '' });
  expect(repo.calls()).toEqual(['pr list --head', 'pr create --head']);
  expect(repo.body()).toContain('```\n1 SPF record to flatten; 1 include: 1 new.\n+ mailgun.org');
  expect(await repo.proposed()).toContain('"192.0.2.0/24"');
  expect((await repo.shell('git log --format=%an%s origin/spf-lock -1')).said).toMatch(/^mailyardSPF addresses as of/);
  expect((await repo.shell('git diff --name-only origin/main origin/spf-lock')).said).toBe('domains/spf.lock.json\n');

  here.texts['_spf.mailgun.org'] = 'v=spf1 ip4:192.88.99.0/24 ~all';
  expect((await repo.run()).code).toBe(0);
  expect(repo.calls().slice(2)).toEqual(['pr list --head', 'pr edit 7']);
  expect(await repo.proposed()).toContain('"192.88.99.0/24"');

  await repo.merge();
  expect((await repo.run()).code).toBe(0);
  expect(repo.calls().slice(4)).toEqual(['pr list --head']);

  const before = here.texts['_spf.eu.mailgun.org'] as string;
  here.texts['_spf.eu.mailgun.org'] = 'v=spf1 -all';
  await repo.run();
  expect(repo.isOpen()).toBe(true);
  here.texts['_spf.eu.mailgun.org'] = before;
  expect((await repo.run()).code).toBe(0);
  expect(repo.calls().at(-1)).toBe('pr close 7');
  expect(repo.isOpen()).toBe(false);
});

test('what nobody answers proposes nothing and fails, so that somebody looks', async () => {
  const here = await world(segment(DEAR));
  const repo = await repository(here);
  here.dns.faults.add({ kind: 'servfail', name: 'mailgun.org' });
  expect((await repo.run()).code).toBe(1);
  expect(repo.calls()).toEqual(['pr list --head']);
});

test('a record that does not fit is proposed as far as it goes, and fails', async () => {
  const here = await world(segment(DEAR));
  const repo = await repository(here);
  for (const name of Object.keys(here.texts)) here.texts[name] = 'v=spf1 ptr -all';
  expect((await repo.run()).code).toBe(2);
  expect(repo.body()).toContain('spf-does-not-fit');
});

test('the workflow may do no more than it needs', () => {
  expect(workflow.permissions).toEqual({ contents: 'write', 'pull-requests': 'write' });
  expect(steps.map(({ name }) => name)).toEqual([
    'Ask the DNS',
    'Propose what changed',
    'Fail where somebody has to look',
  ]);
});
