/** Plays an estate's weeks: hour by hour faults begin and end, jobs run on their schedules, mail is sent, and a person answers. */
import { DAY, dateOf, HOUR } from '../dates.ts';
import type { EstateDomain } from '../estate/estate.ts';
import type { Domain, Inventory, Mode } from '../inventory/model.ts';
import type { Templates } from '../inventory/template.ts';
import { listDecisions } from '../ledger/decisions.ts';
import { startDaemon } from './daemon.ts';
import { allowedToday, daysOf } from './days.ts';
import type { Fault } from './faults.ts';
import { incidents } from './incidents.ts';
import type { Invariant } from './invariants.ts';
import { staged } from './inventory.ts';
import { judge } from './judge.ts';
import { keyBefore } from './key-before.ts';
import { openMailServer } from './mail-server.ts';
import { person } from './person.ts';
import { openPost } from './post.ts';
import { publish } from './publish.ts';
import { chance } from './random.ts';
import { receiverAnswers } from './receiver-answers.ts';
import { type DomainDay, type Happening, type Story, sum } from './story.ts';
import { openWatch } from './watch.ts';
import { openWorld, type World } from './world.ts';

export interface PlayOptions {
  inventory: Inventory;
  templates: Templates;
  /** ISO date of day 1. */
  start: string;
  weeks: number;
  /** Of every job; undefined: as the inventory has them. */
  mode?: Mode;
  faults: Fault[];
  seed: number;
  plays(domain: Domain): boolean;
  onDay?(day: number, of: number): void;
}

export interface Played {
  story: Story;
  invariants: Invariant[];
  messages: number;
  mailboxes: number;
}

const MINUTE = HOUR / 60;
/** At the most that a process which is to be killed still makes. */
const MOST_WRITES = 12;
/** In UTC it is the same date in almost every time zone. */
const NOON = 12;
/** The two that everybody asks; others where a fault names them. */
const USUAL_LISTS = ['spamhaus-zen', 'spamhaus-dbl'];
/** The daemon looks as often here; each look costs DNS questions of every domain. */
const LOOK_EVERY = 3;
/** Minutes: who was told a time asks again at the first of these after it. */
const ASK_EVERY = 10;
/** Hours, UTC, at which what was granted leaves: one SMTP message then carries what a mailbox sends in some hours. */
const LEAVES = [11, 15, 19];

export async function play(options: PlayOptions): Promise<Played> {
  const { inventory, templates, faults, seed, mode, plays } = options;
  const start = Date.parse(`${options.start}T00:00:00Z`);
  const removed = new Set<string>();
  const world = await openWorld({
    ...{
      start,
      templates,
      lists: new Set([...USUAL_LISTS, ...faults.flatMap(({ list }) => list ?? [])]),
      answer: receiverAnswers(faults, start, seed),
    },
    twoServers: faults.some(({ fault, kind }) => fault === 'dns' && kind === 'disagree'),
    plays,
    inventory: folder => staged(inventory, { start: options.start, mode, keys: folder, removed, plays }),
  });
  try {
    return await playIn(world, options, removed);
  } finally {
    await world.close();
  }
}

/** `removed`: the addresses that are taken out of the inventory from now on. */
async function playIn(world: World, options: PlayOptions, removed: Set<string>): Promise<Played> {
  const { weeks, mode, faults, seed, plays, onDay = () => {} } = options;
  const start = Date.parse(`${options.start}T00:00:00Z`);
  const happenings: Happening[] = [];
  const days: DomainDay[] = [];
  const dayAt = (at: number) => Math.floor((at - start) / DAY) + 1;
  const tell = (happening: Omit<Happening, 'day' | 'at'>) => {
    const at = world.clock.now();
    happenings.push({ day: dayAt(at), at, ...happening });
  };
  const domains = (): EstateDomain[] => world.estate().domains.filter(plays);
  await publish(world);
  world.sandbox.knowNeighbours(world.estate(), { keys: true });
  const server = openMailServer({ receivers: world.receivers, keys: world.folder, before: await keyBefore(world) });
  const daemon = await startDaemon(world, tell);
  const post = openPost({ world, server, faults, start, seed, daemon });
  const people = person({ world, tell });
  const nature = incidents({
    ...{ world, faults, start, domains, tell },
    ...people.hears,
    onRestart: daemon.restart,
    onKilled: ({ day, hour = 0 }) => daemon.killAfter(1 + Math.floor(chance(seed, 'killed', day, hour) * MOST_WRITES)),
    onRemoved: mailbox => {
      removed.add(mailbox);
      world.forgetEstate();
    },
  });
  const watch = openWatch(world);
  // Also those whose mailboxes are taken out later: what they sent until then is looked at as well.
  const first = domains();
  try {
    let before = start - 1;
    let allowed = new Map<string, number>();
    for (let hour = 0; hour < weeks * 7 * 24; hour++) {
      const at = start + hour * HOUR;
      moveTo(world, at);
      const ofDay = hour % 24;
      await nature.between(before, at);
      before = at;
      if (ofDay % LOOK_EVERY === 0) await daemon.runDueJobs();
      if (ofDay === 9) await people.answer();
      await watch.look();
      for (let minute = ASK_EVERY; minute < 60; minute += ASK_EVERY) {
        moveTo(world, at + minute * MINUTE);
        await Promise.all(domains().map(domain => post.ask(domain)));
        await post.sendBeforeMidnight(2 * ASK_EVERY * MINUTE);
      }
      if (LEAVES.includes(ofDay)) {
        await post.send();
        await post.report();
        await watch.look();
      }
      if (ofDay === NOON) allowed = await allowedToday(domains(), daemon.throttler);
      if (ofDay === 23) {
        const day = dayAt(at);
        days.push(
          ...(await daysOf({ world, domains: domains(), day, date: dateOf(at), allowed, tally: post.takeTally })),
        );
        onDay(day, weeks * 7);
      }
    }
    const decisions = await listDecisions(world.ledger, { limit: 1_000_000 });
    const story: Story = {
      start: options.start,
      weeks,
      days,
      happenings: [...happenings, ...(await people.log(dayAt))],
    };
    story.happenings.sort((a, b) => a.at - b.at);
    return {
      story,
      invariants: await judge({
        ...{ world, domains: first, start: options.start, weeks, mode, faults, watch, decisions, days },
        sendings: post.sendings,
      }),
      messages: sum(post.sendings, ({ messages }) => messages),
      mailboxes: sum(first, ({ mailboxes }) => mailboxes().length),
    };
  } finally {
    server.close();
    await daemon.close();
  }
}

/** A service that was waited for may have taken it further already. */
function moveTo({ clock }: World, at: number): void {
  if (clock.now() < at) clock.advance(at - clock.now());
}
