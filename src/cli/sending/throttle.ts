/** `mailyard throttle`: may this mailbox send now, and if not, when? Asks the ledger alone; takes a grant only with `--take`. */
import { MailyardError } from '../../error.ts';
import type { Answer } from '../../sending/throttle/answer.ts';
import { documentOf, type LimitDocument } from '../../sending/throttle/document.ts';
import { throttlerOf } from '../../sending/throttle/open.ts';
import type { Ask } from '../../sending/throttle/prepare.ts';
import { grouped } from '../../words.ts';
import { columns } from '../columns.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { openRuntime } from '../open-runtime.ts';
import type { Terminal } from '../terminal.ts';
import { exportLimits } from './throttle-export.ts';

interface ThrottleOptions {
  receiver?: string;
  ip?: string;
  count?: string;
  take?: boolean;
  key?: string;
  release?: string;
  export?: string;
  out?: string;
}

/** 2: not now. */
export async function throttle(context: Context, options: ThrottleOptions, [mailbox]: string[]): Promise<number> {
  if (options.export !== undefined) return exportLimits(context, options);
  const open = await openRuntime(context);
  try {
    const { now } = open.tick();
    const throttler = throttlerOf({ ledger: open.ledger, runtime: open.tick, now });
    if (options.release !== undefined)
      return await releaseGrant(context, await throttler.release(options.release), options.release);
    const ask = askOf(mailbox, options);
    const answer = await (options.take ? throttler.take(ask) : throttler.look(ask));
    if (context.options.json) printJson(documentOf(answer));
    else printAnswer(answer, context.terminal);
    return answer.allowed ? 0 : 2;
  } finally {
    await open.close();
  }
}

function askOf(mailbox: string | undefined, { receiver, ip, count, key, take }: ThrottleOptions): Ask {
  if (mailbox === undefined) {
    throw new MailyardError('usage', 'Whose turn is it? No mailbox is named.', {
      fix: 'Write `mailyard throttle alex@acme.example`; `mailyard mailboxes` lists them all.',
    });
  }
  if (key !== undefined && !take) {
    throw new MailyardError('usage', '--key names a grant, and without --take none is taken.', { fix: 'Add --take.' });
  }
  return { mailbox, receiver, ip, key, ...(count !== undefined && { count: countOf(count) }) };
}

function countOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new MailyardError('usage', `--count takes a number of messages, not "${text}".`, { fix: 'Ask for 1 or more.' });
}

async function releaseGrant({ options, terminal }: Context, wasHeld: boolean, key: string): Promise<number> {
  if (options.json) printJson({ key, released: wasHeld });
  terminal.print(
    wasHeld ? `The grant ${key} is released: its messages count as not sent.` : `The grant ${key} was released before.`,
  );
  return 0;
}

function printAnswer(answer: Answer, terminal: Terminal): void {
  const { colors, print } = terminal;
  const { allowed, why, limits, key, ip } = documentOf(answer);
  print(allowed ? colors.green(why) : why);
  if (key !== undefined)
    print(`Taken as ${key}. What was surely not sent is given back by \`mailyard throttle --release ${key}\`.`);
  if (ip !== undefined) print(`From ${ip}.`);
  print(limits.length === 0 ? 'Nothing limits it.' : '');
  const head = ['limit', 'of', 'used', 'cap', 'window'].map(title => colors.dim(title));
  if (limits.length > 0) print(columns({ head, rows: limits.map(limit => row(limit, answer, terminal)), indent: 2 }));
}

function row({ limit, name, used, cap, window }: LimitDocument, answer: Answer, { colors }: Terminal): string[] {
  const full = !answer.allowed && used + answer.prepared.count > cap;
  return [limit, name, full ? colors.red(grouped(used)) : grouped(used), grouped(cap), window];
}
