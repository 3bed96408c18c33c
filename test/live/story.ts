/**
 * The Cloudflare story, over the API alone: the same file runs against the twin in every run and, by `npm run test:live`, on a
 * real zone. It works below a random name of that zone and leaves the zone as it was.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LiveZone, recordsBelow, type SeenRecord, zoneApi } from './zone-api.ts';

const BIN = resolve(import.meta.dirname, '../../bin/mailyard');

export interface Place {
  zone: string;
  /** CLOUDFLARE_API_TOKEN and, where it is not Cloudflare's own, CLOUDFLARE_BASE_URL. */
  env: NodeJS.ProcessEnv;
}

export function cloudflareStory(open: () => Promise<Place>): void {
  const label = `mailyard-test-${randomBytes(4).toString('hex')}`;
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-live-'));
  let place: Place;
  let domain: string;
  let api: LiveZone;
  let before: SeenRecord[];

  const mailyard = (...args: string[]) => run(args, folder, place.env);
  const below = async () => recordsBelow(await api.list(), domain);
  const own = async () => (await below()).filter(({ comment }) => comment?.startsWith(`mailyard:${label}/`));
  const spf = async () => (await own()).find(({ name, content }) => name === domain && content.includes('v=spf1'));

  beforeAll(async () => {
    place = await open();
    domain = `${label}.${place.zone}`;
    writeProject(folder, label, domain, place.zone);
    api = await zoneApi(place);
    before = await api.list();
    await api.create({ type: 'TXT', name: `stranger.${domain}`, content: '"not of Mailyard"', ttl: 300 });
  });

  /** Whatever came of it: nothing stays below the random name. */
  afterAll(async () => {
    for (const { id } of api ? await below() : []) await api.remove(id);
    rmSync(folder, { recursive: true, force: true });
  });

  test('doctor: the token is valid, and may do what is needed on this zone', async () => {
    const { checks } = JSON.parse((await mailyard('doctor', '--json')).stdout);
    const verdicts = Object.fromEntries(
      checks.map(({ check, verdict }: { check: string; verdict: string }) => [check, verdict]),
    );
    expect(verdicts).toMatchObject({ token: 'pass', rights: expect.stringMatching(/pass|warn/), zones: 'pass' });
  });

  test('up makes what the plan says, with its mark', async () => {
    const plan = await mailyard('plan', '--json');
    expectCode(plan, 2);
    const { create } = JSON.parse(plan.stdout).summary;
    expectCode(await mailyard('up', '--yes', '--engine', 'embedded'), 0);
    expect(await own()).toHaveLength(create);
  });

  test('again there is nothing to do, in the state and in the zone', async () => {
    const again = await mailyard('up', '--yes', '--engine', 'embedded', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ applied: [], failed: [], calls: 0 });
    expectCode(await mailyard('drift'), 0);
  });

  test('an edit by hand is drift, and up --refresh puts it right', async () => {
    const record = await spf();
    await api.patch(record?.id ?? '', { content: '"v=spf1 +all"' });
    const drift = await mailyard('drift');
    expectCode(drift, 2);
    expect(drift.text).toContain('+all');
    expectCode(await mailyard('up', '--refresh', '--yes', '--engine', 'embedded'), 0);
    expect(await spf()).toMatchObject({ id: record?.id, content: record?.content });
  });

  test("destroy removes its own records, and no one else's", async () => {
    expectCode(await mailyard('destroy', '--yes', '--engine', 'embedded', '--allow', `domain=${domain}`), 0);
    expect((await below()).map(({ name }) => name)).toEqual([`stranger.${domain}`]);
    const after = new Map((await api.list()).map(record => [record.id, record]));
    expect(before.map(({ id }) => after.get(id))).toEqual(before);
  });
}

/** The label is the project's name too: the marks are of this run alone. */
function writeProject(folder: string, label: string, domain: string, zone: string): void {
  const segment = { segment: 'live', domains: [{ domain, zone, mailProvider: 'migadu' }] };
  mkdirSync(join(folder, 'domains'));
  writeFileSync(join(folder, 'Pulumi.yaml'), `name: ${label}\nruntime: nodejs\n`);
  writeFileSync(join(folder, 'domains/estate.yaml'), 'organization: The live story\n');
  writeFileSync(join(folder, 'domains/live.yaml'), JSON.stringify(segment));
}

interface Ended {
  code: number;
  stdout: string;
  text: string;
}

function run(args: string[], folder: string, given: NodeJS.ProcessEnv): Promise<Ended> {
  const { PATH, NODE_OPTIONS } = process.env;
  const env = { PATH, NODE_OPTIONS, NO_COLOR: '1', HOME: folder, XDG_CACHE_HOME: join(folder, 'cache'), ...given };
  return new Promise(settle => {
    execFile(BIN, args, { cwd: folder, env }, (error, stdout, stderr) => {
      const code = error ? Number(error.code ?? 255) : 0;
      settle({ code, stdout, text: `${stdout}\n${stderr}` });
    });
  });
}

function expectCode({ code, text }: Ended, wanted: number): void {
  expect(code, text).toBe(wanted);
}
