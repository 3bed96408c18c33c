/** `mailyard mailboxes`: every mailbox with its provider, state, limit of today, last activity and what differs. No network. */
import { type MailboxLine, mailboxOverview } from '../../estate/mailbox-overview.ts';
import { readState } from '../../state/read.ts';
import { counted, grouped } from '../../words.ts';
import { type Context, estateOf, findSite } from '../context.ts';
import { printJson } from '../json.ts';
import { choosesDomain, refuseUnknown } from '../selected.ts';
import type { Colors, Terminal } from '../terminal.ts';

export async function mailboxes(context: Context): Promise<number> {
  const { options, terminal, selection } = context;
  const { estate } = estateOf(context);
  const site = await findSite(context);
  const state = await readState(site.backend, site.project, { cwd: site.folder, env: context.env });
  refuseUnknown(context, state, estate);
  const lines = mailboxOverview(estate, state, choosesDomain(selection));
  if (options.json) printJson({ mailboxes: lines });
  else {
    terminal.print(totalsOf(lines));
    if (!options.quiet) printLines(lines, terminal);
  }
  return 0;
}

/** `38 mailboxes at 14 domains: 12 made, 26 not made.` */
function totalsOf(lines: MailboxLine[]): string {
  if (lines.length === 0) return 'No mailboxes.';
  const states = Map.groupBy(lines, ({ state }) => state);
  const parts = [...states].map(([state, those]) => `${grouped(those.length)} ${state}`);
  const differing = lines.filter(({ differs }) => differs.length > 0).length;
  const domains = counted(new Set(lines.map(({ domain }) => domain)).size, 'domain');
  const aside =
    differing > 0 ? ` ${grouped(differing)} ${differing === 1 ? 'differs' : 'differ'} from the inventory.` : '';
  return `${counted(lines.length, 'mailbox')} at ${domains}: ${parts.join(', ')}.${aside}`;
}

const UNMANAGED = '\nunmanaged: no account of the provider stands under `accounts`, or Mailyard has no adapter for it.';

const HEAD = ['', 'provider', 'state', 'a day', 'last active', ''];

/** By hand, not by a table's own code, which takes seconds for tens of thousands of lines. */
function printLines(lines: MailboxLine[], { print, colors }: Terminal): void {
  const rows = lines.map(line => ({ line, cells: cellsOf(line) }));
  const widths = HEAD.map((head, at) =>
    rows.reduce((most, { cells }) => Math.max(most, cells[at]?.length ?? 0), head.length),
  );
  const text = (cells: string[]) => `  ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd();
  for (const [segment, own] of Map.groupBy(rows, ({ line }) => line.segment)) {
    print(`\n${colors.bold(segment)}`);
    print(colors.dim(text(HEAD)));
    print(own.map(({ line, cells }) => paint(line, text(cells), colors)).join('\n'));
  }
  if (lines.some(({ state }) => state === 'unmanaged')) print(colors.dim(UNMANAGED));
}

function cellsOf({
  address,
  provider,
  state,
  dailyLimit,
  lastActivity,
  differs,
  password,
  deletedOn,
}: MailboxLine): string[] {
  const notes = [
    ...(deletedOn ? [`deleted on ${deletedOn}`] : []),
    ...(state === 'adopted' ? ['password unknown'] : []),
    ...(password === 'changing' ? ['password: a change was interrupted'] : []),
    ...(differs.length > 0 ? [`differs: ${differs.join(', ')}`] : []),
    ...(state === 'kept' ? ['leaves the state, stays at its provider'] : []),
  ];
  return [
    address,
    provider,
    state,
    dailyLimit === null ? '' : grouped(dailyLimit),
    dayOf(lastActivity),
    notes.join('; '),
  ];
}

function dayOf(lastActivity: number | null | undefined): string {
  if (lastActivity === undefined) return '';
  return lastActivity === null ? 'never' : new Date(lastActivity).toISOString().slice(0, 10);
}

function paint({ state, differs }: MailboxLine, text: string, colors: Colors): string {
  if (differs.length > 0 || state === 'adopted' || state === 'kept') return colors.yellow(text);
  return state === 'made' ? text : colors.dim(text);
}
