/** Where the demo plays: a copy of the example estate in a folder of its own, and the twins in this process. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Estate } from '../../../estate/estate.ts';
import { root } from '../../../install.ts';
import { readTemplates } from '../../../inventory/templates.ts';
import { loadEstate } from '../../../load-estate.ts';
import { type SandboxClock, sandboxClock } from '../../../sandbox/clock.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/start.ts';
import { generateKey } from '../../../secrets/seal.ts';
import type { Terminal } from '../../terminal.ts';
import { type CommandRun, runLine } from './command-line.ts';
import { type Edit, editFile } from './edit.ts';
import { type Extract, openPage, type Page } from './page.ts';

/** When the demo begins, whatever day it is: what it prints can be quoted. A Sunday. */
const BEGINNING = Date.parse('2026-11-22T12:00:00Z');
/** Not `domains/`: that is the user's own from the first edit on, and no package carries it. */
const EXAMPLE = join(root, 'examples/acme');

export interface Stage {
  page: Page;
  sandbox: Sandbox;
  /** That of all twins: the calls of real clients are signed with real times. */
  clock: SandboxClock;
  /** Where the demo plays. */
  folder: string;
  /** The estate as the inventories on stage say it now. */
  estate(): Estate;
  /** Types a command, runs it, and shows what it prints. */
  run(line: string, extract?: Extract): Promise<CommandRun>;
  /** More of the same, which nobody needs to see. */
  silently(line: string): Promise<CommandRun>;
  /** All that the last command printed: what to look at where a scene fails. */
  lastOutput(): string;
  /** Moves the time that commands are told to `moment` (ISO 8601), and says so. */
  later(moment: string, words?: string): void;
  /** Changes a file on stage, and shows how; what comes back takes the change back. */
  edit(edit: Edit): () => void;
  /** Calls from here to the end of `act`: to Cloudflare and to mail providers. */
  callsDuring(act: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

/** Works in a new folder until it is closed. Nothing of the user's is read or written: no state, cache or credentials. */
export async function openStage(terminal: Terminal): Promise<Stage> {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-demo-'));
  const sweep = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', sweep);
  cpSync(EXAMPLE, join(folder, 'domains'), { recursive: true });
  writeFileSync(join(folder, 'Pulumi.yaml'), 'name: mailyard\nruntime: nodejs\n');
  const clock = sandboxClock();
  const time = sandboxClock();
  const moveTo = (moment: number) => time.advance(moment - time.now());
  moveTo(BEGINNING);
  const { templates } = readTemplates([]);
  const sandbox = await startSandbox({
    ...{ clock, mail: ['google-workspace', 'migadu', 'microsoft-365'] },
    blocklists: templates.blocklists.values(),
  });
  // Microsoft's own zone, where nobody has switched DKIM on yet.
  sandbox.cloudflare.register('dkim.mail.microsoft', {});
  process.chdir(folder);
  const estate = () => exampleEstate(new Date(time.now()).toISOString().slice(0, 10));
  const example = estate();
  sandbox.knowNeighbours(example);
  for (const zone of new Set(example.zones.map(({ zone }) => zone))) sandbox.cloudflare.addZone(zone);
  const commandClock = { now: time.now, sleep: async (milliseconds: number) => time.advance(milliseconds) };
  const page = openPage(terminal, folder);
  let last: CommandRun | undefined;
  const env = {
    ...sandbox.env,
    MAILYARD_KEY: generateKey(),
    XDG_CACHE_HOME: join(folder, 'cache'),
  };
  async function silently(line: string): Promise<CommandRun> {
    last = await runLine(line, { env, clock: commandClock, colors: terminal.colors, width: page.width });
    return last;
  }
  return {
    page,
    sandbox,
    clock,
    folder,
    estate,
    async run(line, extract) {
      page.typed(line);
      const { output } = await silently(line);
      page.output(output, extract);
      return last as CommandRun;
    },
    silently,
    lastOutput: () => last?.output ?? '',
    later(moment, words) {
      moveTo(Date.parse(moment));
      if (words === undefined) return;
      page.output(words);
      page.blank();
    },
    edit: change => editFile(change, page, terminal.colors),
    async callsDuring(act) {
      const before = callsOf(sandbox);
      await act();
      return callsOf(sandbox) - before;
    },
    async close() {
      process.chdir(home);
      await sandbox.close();
      process.off('exit', sweep);
      sweep();
    },
  };
}

const callsOf = ({ cloudflare, mail }: Sandbox): number =>
  mail.values().reduce((sum, twin) => sum + twin.count(), cloudflare.count());

function exampleEstate(today: string): Estate {
  const { estate } = loadEstate({ domains: 'domains', templates: [], today });
  if (!estate) throw new Error('the example estate cannot be read');
  return estate;
}
