/** `mailyard sandbox simulate`: an estate's first weeks on the local twins, with what goes wrong in them, in about a minute. */
import { MailyardError } from '../../error.ts';
import { limitsOf } from '../../estate/capacity/senders.ts';
import type { Estate } from '../../estate/estate.ts';
import { formats } from '../../inventory/formats.ts';
import type { Domain, Mode } from '../../inventory/model.ts';
import type { Templates } from '../../inventory/template.ts';
import { selects } from '../../plan/select.ts';
import { chart } from '../../simulation/chart.ts';
import { type Places, readFaults } from '../../simulation/faults.ts';
import { type Played, play } from '../../simulation/play.ts';
import { type Context, estateOf } from '../context.ts';
import { printJson } from '../json.ts';
import { readNamed, writeNamed } from '../named-file.ts';
import { refuseUnknown } from '../selected.ts';
import { printSimulation } from './sandbox-simulate-text.ts';

interface SimulateOptions {
  weeks: string;
  faults?: string;
  start?: string;
  seed: string;
  mode: string;
  chart?: string;
}

/** 1: an invariant is broken, which is a defect of Mailyard. */
export async function simulate(context: Context, options: SimulateOptions): Promise<number> {
  const { terminal, sources } = context;
  const { estate, templates } = estateOf(context);
  refuseUnknown(context, { stacks: [] }, estate);
  const started = performance.now();
  const weeks = numberOf(options.weeks, '--weeks', 1, 52);
  const taking = new Set(
    estate.domains.filter(domain => takesPart(domain, estate, context, templates)).map(({ domain }) => domain),
  );
  if (taking.size === 0) {
    throw new MailyardError('nothing-to-simulate', 'No domain that is selected sends by a warm-up schedule.', {
      fix: 'Choose others with --segment and --domain, or give the domains a profile with a warm-up.',
    });
  }
  const { faults, warnings } =
    options.faults === undefined
      ? { faults: [], warnings: [] }
      : readFaults(
          options.faults,
          readNamed(options.faults).toString('utf8'),
          placesOf(estate, templates, taking, weeks),
        );
  for (const warning of warnings) terminal.note(warning);
  const progress = terminal.progress(weeks * 7, 'days');
  const played = await play({
    ...{ inventory: estate.inventory, templates, weeks, start: startOf(options, sources.today) },
    mode: modeOf(options.mode),
    faults,
    seed: numberOf(options.seed, '--seed', 0, 2 ** 31),
    plays: ({ domain }) => taking.has(domain),
    onDay: day => progress.step(day, `day ${day}`),
  });
  progress.end();
  const seconds = (performance.now() - started) / 1000;
  if (context.options.json) printJson(documentOf(played, seconds));
  else printSimulation(played, terminal, seconds);
  // After all else: a folder that is not there loses nothing of what was played.
  if (options.chart) {
    writeNamed(options.chart, chart(played.story));
    terminal.print(`\nChart in ${options.chart}.`);
  }
  return played.invariants.some(({ broken }) => broken.length > 0) ? 1 : 0;
}

function placesOf({ domains }: Estate, { blocklists }: Templates, taking: ReadonlySet<string>, weeks: number): Places {
  return {
    domains: [...taking],
    mailboxes: domains
      .filter(({ domain }) => taking.has(domain))
      .flatMap(({ mailboxes }) => mailboxes().map(({ address }) => address)),
    lists: [...blocklists.keys()].sort(),
    days: weeks * 7,
  };
}

const documentOf = ({ story, invariants, messages, mailboxes }: Played, seconds: number) => ({
  ...{ start: story.start, weeks: story.weeks, messages, mailboxes, seconds: Math.round(seconds * 10) / 10 },
  ...{ invariants, days: story.days, happenings: story.happenings },
});

/** What is live and warms by some schedule; what a person retired or rests is left alone. */
function takesPart(domain: Domain, { segments, today }: Estate, { selection }: Context, templates: Templates): boolean {
  const { settings, segment } = domain;
  if (!selects(selection, { segment, name: domain.domain })) return false;
  if (!['active', 'warming'].includes(settings.lifecycle.state)) return false;
  const profile = templates.profiles.get(segments.find(each => each.segment === segment)?.profile ?? '');
  return Object.keys(limitsOf(settings, profile, templates, today).schedules).length > 0;
}

function startOf({ start }: SimulateOptions, today: string): string {
  if (start === undefined) return today;
  if (formats['iso-date']?.(start) === undefined) return start;
  throw new MailyardError('bad-option', `--start takes a date, not "${start}".`, { fix: 'Such as 2026-12-01.' });
}

function modeOf(text: string): Mode | undefined {
  if (text === 'as-written') return undefined;
  if (text === 'observe' || text === 'suggest' || text === 'enforce') return text;
  throw new MailyardError('bad-option', `--mode takes enforce, suggest, observe or as-written, not "${text}".`, {
    fix: 'Without it every job acts by itself (enforce), so that there is something to see.',
  });
}

function numberOf(text: string, option: string, least: number, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new MailyardError('bad-option', `${option} takes a whole number from ${least} to ${most}, not "${text}".`, {
    fix: `Such as ${option} ${Math.max(least, 6)}.`,
  });
}
