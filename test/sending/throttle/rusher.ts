/**
 * One of the processes of the rush: asks as fast as it can, and writes down what it asks, sends and gives back before it does the next
 * thing. Started again after a kill it goes on: what was asked and not sent it asks again under the same key.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { openLedger } from '../../../src/ledger/open.ts';
import { openThrottler } from '../../../src/sending/throttle/throttler.ts';
import { MAILBOXES, RECEIVERS, rushEstate } from './rush-estate.ts';

const [placeText = '', clockFile = '', journalFile = ''] = process.argv.slice(2);

/** From real time to the time of the rush: the file says when one was which, and how much faster the other runs. */
function now(): number {
  const { real, rush, speed } = JSON.parse(readFileSync(clockFile, 'utf8'));
  return Math.floor(rush + (Date.now() - real) * speed);
}

const ledger = await openLedger(JSON.parse(placeText));
const throttler = openThrottler({
  ...{ ledger, now, inventories: rushEstate },
  warmup: async () => () => undefined,
});

const journal = (line: object) => appendFileSync(journalFile, `${JSON.stringify(line)}\n`);
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;
let counter = existsSync(journalFile) ? readFileSync(journalFile, 'utf8').length : 0;

interface Wish {
  mailbox: string;
  receiver: string;
  count: number;
  key: string;
}

async function send(wish: Wish): Promise<void> {
  const answer = await throttler.take(wish);
  if (!answer.allowed) return journal({ refused: wish.key, until: answer.until, now: now() });
  if (Math.random() < 0.1) {
    await throttler.release(wish.key);
    return journal({ released: wish.key });
  }
  journal({ sent: wish.key, mailbox: wish.mailbox, receiver: wish.receiver, count: wish.count });
}

for (const wish of unfinished()) await send(wish).catch(ignoreReleased);
process.send?.('ready');
while (true) {
  const wishes = Array.from(
    { length: 1 + Math.floor(Math.random() * 4) },
    (): Wish => ({
      ...{ mailbox: pick(MAILBOXES), receiver: pick(RECEIVERS), count: pick([1, 1, 2, 3]) },
      key: `${journalFile.slice(-6)}-${process.pid}-${counter++}`,
    }),
  );
  for (const wish of wishes) journal({ asked: wish.key, ...wish });
  await Promise.all(wishes.map(send));
  // A caller does something else as well: eight that only ask would starve the machine and not the throttler.
  await new Promise(resolve => setTimeout(resolve, 5));
}

/** A kill may have cut the last line in half. */
function unfinished(): Wish[] {
  if (!existsSync(journalFile)) return [];
  const wishes = new Map<string, Wish>();
  for (const line of readFileSync(journalFile, 'utf8').split('\n').slice(0, -1)) {
    const { asked, sent, released, refused, ...wish } = JSON.parse(line);
    if (asked) wishes.set(asked, wish);
    else wishes.delete(sent ?? released ?? refused);
  }
  return [...wishes.values()];
}

/** Given back before the kill, and not written down. */
function ignoreReleased(error: unknown): void {
  if ((error as { code?: string }).code !== 'grant-released') throw error;
}
