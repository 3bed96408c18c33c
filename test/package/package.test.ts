/** What `npm pack` ships, installed in an empty folder: a project around it, from `init` to `up`, on either engine. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pulumiAvailable } from '../../src/engine/pulumi.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { type Ended, type Installed, installPackage } from './installed.ts';

const zones = ['your-company.example', 'your-hello.example', 'your-outreach.example', 'your-reports.example'];
const pulumi = await pulumiAvailable();
if (!pulumi) process.stderr.write('test/package: no `pulumi` on the PATH, so only the embedded engine is tried.\n');

let installed: Installed;
let sandbox: Sandbox;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  installed = installPackage();
  sandbox = await startSandbox();
  for (const zone of zones) sandbox.cloudflare.addZone(zone);
  const { folder } = installed;
  const homes = { HOME: folder, XDG_CACHE_HOME: join(folder, '.cache'), PULUMI_HOME: join(folder, '.pulumi-home') };
  env = { ...homes, ...sandbox.env };
});

afterAll(async () => {
  await sandbox?.close();
  installed?.remove();
});

const mailyard = (...args: string[]): Promise<Ended> => installed.run('mailyard', args, { env });
const records = () => zones.reduce((sum, zone) => sum + sandbox.cloudflare.records(zone).length, 0);

/** The whole output stands in the failure, as a bare exit code explains nothing. */
function expectCode({ code, text }: Ended, wanted: number): void {
  expect(code, text).toBe(wanted);
}

function edit(file: string, from: string, to: string): void {
  const path = join(installed.folder, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

test('it ships what runs, and neither inventories, tests nor sources', () => {
  const top = new Set(installed.paths.map(path => path.split('/', 1)[0]));
  const wanted = 'LICENSE README.md bin dist docs examples package.json schema stacks templates'.split(' ');
  expect([...top].filter(name => name !== '.github').sort()).toEqual(wanted);
  expect(installed.paths.filter(path => /\.(ts|map|test\.js)$|ci\.yml$/.test(path))).toEqual([]);
  expect(installed.bytes).toBeLessThan(4_500_000);
});

test('the pages that its messages and workflows name come with it', () => {
  const shipped = join(installed.folder, 'node_modules/mailyard');
  const named = installed.paths
    .filter(path => /^(dist|examples|\.github)\//.test(path))
    .flatMap(path => readFileSync(join(shipped, path), 'utf8').match(/(?<![\w./-])docs\/[\w/-]+\.md/g) ?? []);
  expect(named).toContain('docs/dkim.md');
  expect([...new Set(named)].filter(page => !installed.paths.includes(page))).toEqual([]);
});

test('whatever it imports is among its dependencies', () => {
  const shipped = join(installed.folder, 'node_modules/mailyard');
  const { dependencies } = JSON.parse(readFileSync(join(shipped, 'package.json'), 'utf8'));
  const imported = installed.paths
    .filter(path => path.endsWith('.js') && !path.startsWith('examples/'))
    .flatMap(path => [...readFileSync(join(shipped, path), 'utf8').matchAll(IMPORT)])
    .map(([, name = '']) => name);
  expect(imported).toContain('commander');
  expect([...new Set(imported)].filter(name => !(name in dependencies))).toEqual([]);
});

/** The package's name in an import that is neither relative nor Node's own. */
const IMPORT = /(?:\bfrom |\bimport |\bimport\(|\brequire\()["'](?!node:|\.)((?:@[\w.-]+\/)?[\w.-]+)/g;

describe('from an empty folder', () => {
  test('`init` writes the project, and again it keeps every file', async () => {
    expectCode(await mailyard('init'), 0);
    const again = await mailyard('init', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ version: 1, written: [], missing: [] });
  });

  test('`check` finds nothing to fault in the example inventory', async () => {
    const checked = await mailyard('check', '--json');
    expectCode(checked, 0);
    expect(JSON.parse(checked.stdout)).toMatchObject({ domains: zones.length, findings: [] });
  });

  test('`plan` and `up` carry it out, and then there is nothing to do', async () => {
    const planned = await mailyard('plan', '--json');
    expectCode(planned, 2);
    const { create } = JSON.parse(planned.stdout).summary;
    expect(create).toBeGreaterThan(40);
    expectCode(await mailyard('up', '--engine', 'embedded', '--yes'), 0);
    expect(records()).toBe(create);
    expectCode(await mailyard('plan'), 0);
  });

  test.skipIf(!pulumi)(
    'the Pulumi CLI goes on from there with the program and the provider of the package',
    async () => {
      edit(
        'domains/pool-a.yaml',
        '  - your-outreach.example',
        '  - domain: your-outreach.example\n    mailboxes: 1\n    dmarc: { policy: quarantine }\n   ',
      );
      expectCode(await mailyard('up', '--engine', 'pulumi', '--yes'), 0);
      const dmarc = sandbox.cloudflare.records('your-outreach.example').find(({ name }) => name.startsWith('_dmarc.'));
      expect(dmarc?.content).toContain('p=quarantine');
      const args = ['preview', '--stack', 'pool-a', '--expect-no-changes', '--non-interactive'];
      expectCode(await installed.run(join(installed.folder, 'node_modules/mailyard/bin/pulumi'), args, { env }), 0);
    },
  );

  test.skipIf(!pulumi)(
    'outside of any project Pulumi has no program to run, which is said before anything happens',
    async () => {
      const args = ['up', '--yes', '--json', '--engine', 'pulumi', '--domains', join(installed.folder, 'domains')];
      const { code, stdout } = await installed.run('mailyard', args, { env, cwd: '/' });
      expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 1, error: { code: 'no-project' } });
    },
  );

  test('`destroy` leaves the zones empty', async () => {
    expectCode(await mailyard('destroy', '--engine', 'embedded', '--yes', '--allow', 'domain=*'), 0);
    expect(records()).toBe(0);
  });

  test('the demo plays from the package, and says what to do next there', async () => {
    const played = await mailyard('demo');
    expectCode(played, 0);
    expect(played.stdout).toContain('npx mailyard init');
  });
});
