/** State at a back end of the Pulumi CLI, changed through it. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { changeState } from '../../src/engine/change-state.ts';
import { generateKey, openKeys, sealedBy } from '../../src/secrets/seal.ts';
import { resealed } from '../../src/secrets/stored.ts';
import { type CheckpointResource, resourcesOf } from '../../src/state/checkpoint.ts';
import { readState } from '../../src/state/read.ts';
import { mailboxResource, writeStack } from '../support/mailboxes.ts';

const keys = openKeys(generateKey());
const newKeys = openKeys(generateKey());
const both = [...newKeys, ...keys] as const;
const STACK = 'pool-a';

const mailboxes = ['alex', 'sam'].map(user =>
  mailboxResource(STACK, { address: `${user}@a.example`, password: `plain text of ${user}` }, keys),
);

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'mailyard-change-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

/** A program in place of the CLI, which keeps one stack in a file, exports it and takes it back as the CLI does. */
function standIn(path: string): NodeJS.ProcessEnv {
  writeStack(join(path, 'stacks/p.json'), STACK, mailboxes);
  const { checkpoint } = JSON.parse(readFileSync(join(path, 'stacks/p.json'), 'utf8'));
  writeFileSync(join(path, 'deployment.json'), JSON.stringify({ version: 3, deployment: checkpoint.latest }));
  writeFileSync(
    join(path, 'pulumi'),
    `#!/bin/sh
echo "$*" >> ${path}/calls
case "$1 $2" in
"stack ls") echo '[{"name":"acme/mailyard/${STACK}","current":false}]';;
"stack export") cat ${path}/deployment.json;;
"stack import") cat > ${path}/deployment.json;;
esac
`,
  );
  chmodSync(join(path, 'pulumi'), 0o755);
  return { PATH: `${path}${delimiter}${process.env.PATH}` };
}

const request = (env: NodeJS.ProcessEnv, url = 's3://state') => ({
  ...{ backend: { kind: 'cli', url } as const, project: 'mailyard', env },
  warn: () => {},
});

const reseal = (stacks: Map<string, Map<string, CheckpointResource>>) =>
  new Map([...stacks].map(([stack, all]) => [stack, [...all.values()].map(each => resealed(each, both).resource)]));

const sealers = (resources: Iterable<CheckpointResource>): (string | undefined)[] =>
  [...resources].flatMap(({ outputs }) => (outputs?.password ? [sealedBy(String(outputs.password))] : []));

test('goes out and back in through the CLI, and no secret is an argument', async () => {
  const path = folder();
  await changeState(request(standIn(path)), reseal);
  const { deployment } = JSON.parse(readFileSync(join(path, 'deployment.json'), 'utf8'));
  expect(sealers(deployment.resources)).toEqual([newKeys[0].id, newKeys[0].id]);
  expect(readFileSync(join(path, 'calls'), 'utf8').split('\n')).toEqual([
    'stack ls --json --project mailyard --non-interactive',
    `stack export --stack acme/mailyard/${STACK} --non-interactive`,
    `stack export --stack acme/mailyard/${STACK} --non-interactive`,
    `stack import --stack acme/mailyard/${STACK} --non-interactive`,
    '',
  ]);
});

test('what somebody else wrote meanwhile is not written over', async () => {
  const path = folder();
  const env = standIn(path);
  const changing = changeState(request(env), stacks => {
    const text = readFileSync(join(path, 'deployment.json'), 'utf8');
    writeFileSync(join(path, 'deployment.json'), text.replace('2026-11-26', '2026-11-27'));
    return reseal(stacks);
  });
  await expect(changing).rejects.toMatchObject({ code: 'state-moved', message: expect.stringContaining('pool-a') });
  expect(readFileSync(join(path, 'calls'), 'utf8')).not.toContain('stack import');
});

const pulumi = (() => {
  try {
    return execFileSync('pulumi', ['version'], { encoding: 'utf8' });
  } catch {
    return undefined;
  }
})();

test.skipIf(!pulumi)('the real CLI takes it back, and the state is read as before', async () => {
  const path = folder();
  writeStack(join(path, '.pulumi/stacks/mailyard', `${STACK}.json`), STACK, mailboxes);
  writeFileSync(join(path, 'Pulumi.yaml'), 'name: mailyard\nruntime: nodejs\n');
  const env = { ...process.env, PULUMI_HOME: join(path, 'home'), PULUMI_CONFIG_PASSPHRASE: 'x' };
  const asked = { ...request(env, `file://${path}`), cwd: path };
  await changeState(asked, reseal);
  const state = await readState({ kind: 'cli', url: `file://${path}` }, 'mailyard', { env, cwd: path });
  const passwords = state.stacks.flatMap(({ resources }) => resources.map(({ outputs }) => String(outputs.password)));
  expect(passwords.map(sealedBy)).toEqual([newKeys[0].id, newKeys[0].id]);
  const { checkpoint } = JSON.parse(readFileSync(join(path, '.pulumi/stacks/mailyard', `${STACK}.json`), 'utf8'));
  expect(resourcesOf({ version: 3, checkpoint }).size).toBe(4);
});
