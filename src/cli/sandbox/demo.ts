/** `mailyard demo`: the whole story on the local twins. Exit 1 if any scene does not do what it tells. */
import { MailyardError } from '../../error.ts';
import { isPackage } from '../../install.ts';
import { counted } from '../../words.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import type { Terminal } from '../terminal.ts';
import { type Scene, SceneFailure } from './demo/scene.ts';
import { accounts } from './demo/scenes/accounts.ts';
import { adoption } from './demo/scenes/adoption.ts';
import { alerts } from './demo/scenes/alerts.ts';
import { broken } from './demo/scenes/broken.ts';
import { byHand } from './demo/scenes/by-hand.ts';
import { change } from './demo/scenes/change.ts';
import { check } from './demo/scenes/check.ts';
import { drift } from './demo/scenes/drift.ts';
import { foreign } from './demo/scenes/foreign.ts';
import { listed } from './demo/scenes/listed.ts';
import { mailboxes } from './demo/scenes/mailboxes.ts';
import { moreMailboxes } from './demo/scenes/more-mailboxes.ts';
import { newKey } from './demo/scenes/new-key.ts';
import { nextWeek } from './demo/scenes/next-week.ts';
import { ownServers } from './demo/scenes/own-servers.ts';
import { plan } from './demo/scenes/plan.ts';
import { removal } from './demo/scenes/removal.ts';
import { renamed } from './demo/scenes/renamed.ts';
import { segments } from './demo/scenes/segments.ts';
import { sixWeeks } from './demo/scenes/six-weeks.ts';
import { throttled } from './demo/scenes/throttled.ts';
import { unchanged } from './demo/scenes/unchanged.ts';
import { unchangedMail } from './demo/scenes/unchanged-mail.ts';
import { up } from './demo/scenes/up.ts';
import { verify } from './demo/scenes/verify.ts';
import { openStage, type Stage } from './demo/stage.ts';

const story: Scene[] = [
  ...[segments, check, plan, up, verify, unchanged, drift, foreign, change, removal, broken],
  ...[accounts, mailboxes, unchangedMail, renamed, moreMailboxes, adoption, byHand],
  ...[ownServers, sixWeeks, throttled, listed, alerts, nextWeek, newKey],
];

export async function demo({ terminal, options }: Context): Promise<number> {
  const started = performance.now();
  const stage = await openStage(terminal);
  try {
    terminal.print(
      `${terminal.colors.bold('Mailyard')}: an outbound e-mail estate as code, in ${story.length} scenes.`,
    );
    terminal.print('Cloudflare, name servers, mail providers, blocklists and Slack are local twins, without network.');
    for (const [at, scene] of story.entries()) {
      await play(scene, at + 1, stage, terminal);
    }
    const figures = figuresOf(stage, performance.now() - started);
    if (options.json) printJson({ scenes: story.length, ...figures });
    else closing(figures, terminal);
    return 0;
  } finally {
    await stage.close();
  }
}

async function play(scene: Scene, number: number, stage: Stage, { note }: Terminal): Promise<void> {
  stage.page.heading(number, scene.title);
  try {
    stage.page.meaning(await scene.play(stage));
  } catch (error) {
    if (!(error instanceof SceneFailure)) throw error;
    note(`\n${stage.lastOutput()}\n`);
    throw new MailyardError('demo', `Scene ${number} did not do what it tells: ${error.message}.`, {
      fix: 'This is a defect of Mailyard: please report it with the output above.',
    });
  }
}

interface Figures {
  domains: number;
  mailboxes: number;
  records: number;
  calls: number;
  mailCalls: number;
  seconds: number;
}

function figuresOf({ sandbox, estate }: Stage, milliseconds: number): Figures {
  const { domains } = estate();
  const zones = [...sandbox.cloudflare.zones.values()];
  return {
    domains: domains.length,
    mailboxes: domains.reduce((sum, { mailboxes }) => sum + mailboxes().length, 0),
    records: zones.reduce((sum, { records }) => sum + records.size, 0),
    calls: sandbox.cloudflare.count(),
    mailCalls: sandbox.mail.values().reduce((sum, twin) => sum + twin.count(), 0),
    seconds: Math.round(milliseconds / 100) / 10,
  };
}

function closing(
  { domains, mailboxes, records, calls, mailCalls, seconds }: Figures,
  { colors, print }: Terminal,
): void {
  const sizes = `${counted(domains, 'domain')}, ${counted(mailboxes, 'mailbox')}, ${counted(records, 'record')}`;
  const costs = `${counted(calls, 'Cloudflare call')}, ${counted(mailCalls, 'call')} to mail providers, ${seconds.toFixed(1)} s`;
  print(
    `\n${colors.bold('That was')} check, plan, up, verify, drift and repair, mailboxes, and ten days of the runtime.`,
  );
  print(`  ${sizes}; ${costs}.\n`);
  print(`${colors.bold('Next')}:`);
  for (const [command, what] of isPackage ? inPackage : inClone) print(`  ${colors.cyan(command.padEnd(45))}${what}`);
}

const inClone: [string, string][] = [
  ['bin/mailyard records --domain acme.example', 'every record of one domain'],
  ['bin/mailyard sandbox', 'these twins, to try your own inventories on'],
  ['bin/mailyard plan', 'after your first edit in domains/'],
];

const inPackage: [string, string][] = [
  ['npx mailyard init acme-mail', 'a project of your own, with an example inventory'],
  ['npx mailyard sandbox', 'these twins, to try your own inventories on'],
  ['npx mailyard doctor', 'what is missing for real use'],
];
