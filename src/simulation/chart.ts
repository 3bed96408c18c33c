/** The chart of a simulation as one SVG file: what was sent each day against what was allowed, and a lane for each domain. Pure. */
import { byDomain, type DayTotal, type DomainDay, dayTotals, type Happening, type State, type Story } from './story.ts';

const LEFT = 190;
const RIGHT = 24;
const WIDTH = 1180;
const TOP = 74;
const PANEL = 190;
const LANE = 17;
const LANES_TOP = TOP + PANEL + 44;

/** Told apart without colour too: held and resting are darker than what sends. */
const COLOURS: Record<State, string> = {
  waiting: '#d9dee5',
  warming: '#4c9f70',
  held: '#d1495b',
  resting: '#7d5ba6',
  warmed: '#2f6f9f',
};

/** Decisions are too many for dots: their effect is in the lanes. */
const MARKS: Partial<Record<Happening['kind'], string>> = {
  fault: '#d1495b',
  notice: '#e09f3e',
  person: '#2f6f9f',
};

export function chart(story: Story): string {
  const totals = dayTotals(story);
  const lanes = [...byDomain(story)];
  const at = columns(totals.length);
  const height = LANES_TOP + lanes.length * LANE + 64;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="11" fill="#1c2530">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(
      LEFT,
      26,
      `${story.weeks} weeks of ${lanes.length} domains, from ${story.start}`,
      'font-size="17" font-weight="600"',
    ),
    text(LEFT, 46, 'Bars: messages sent. Line: messages allowed. Below: each domain by day.', 'fill="#5b6675"'),
    ...panel(totals, at),
    ...weekLines(story.weeks, at, LANES_TOP + lanes.length * LANE),
    ...lanes.flatMap(([domain, days], index) => lane(domain, days, at, LANES_TOP + index * LANE)),
    ...marks(story.happenings, at),
    ...legend(height - 22),
    '</svg>',
    '',
  ].join('\n');
}

interface Columns {
  width: number;
  of(day: number): number;
}

function columns(days: number): Columns {
  const width = (WIDTH - LEFT - RIGHT) / Math.max(1, days);
  return { width, of: day => LEFT + (day - 1) * width };
}

function panel(totals: DayTotal[], at: Columns): string[] {
  const most = niceCeiling(Math.max(1, ...totals.map(({ allowed, sent }) => Math.max(allowed, sent))));
  const y = (messages: number) => TOP + PANEL - (messages / most) * PANEL;
  const grid = [0, 0.25, 0.5, 0.75, 1].flatMap(share => [
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${px(y(most * share))}" y2="${px(y(most * share))}" stroke="#e6e9ee"/>`,
    text(LEFT - 8, y(most * share) + 4, figure(most * share), 'text-anchor="end" fill="#5b6675"'),
  ]);
  const bars = totals.map(({ day, date, sent, allowed, bounced }) => {
    const told = `Day ${day}, ${date}: ${figure(sent)} of ${figure(allowed)} sent, ${figure(bounced)} bounced`;
    return `<rect x="${px(at.of(day) + 1)}" y="${px(y(sent))}" width="${px(Math.max(1, at.width - 2))}" height="${px(TOP + PANEL - y(sent))}" fill="#8fb8a3"><title>${escaped(told)}</title></rect>`;
  });
  const points = totals.map(({ day, allowed }) => `${px(at.of(day) + at.width / 2)},${px(y(allowed))}`).join(' ');
  return [...grid, ...bars, `<polyline points="${points}" fill="none" stroke="#1d3557" stroke-width="1.6"/>`];
}

function weekLines(weeks: number, at: Columns, bottom: number): string[] {
  return Array.from({ length: weeks }, (_, week) => week).flatMap(week => [
    `<line x1="${px(at.of(week * 7 + 1))}" x2="${px(at.of(week * 7 + 1))}" y1="${TOP}" y2="${bottom}" stroke="#c4cbd5" stroke-dasharray="2 3"/>`,
    text(at.of(week * 7 + 1) + 4, LANES_TOP - 8, `week ${week + 1}`, 'fill="#5b6675"'),
  ]);
}

/** The taller the filled part of a cell, the more of what was allowed was sent. */
function lane(domain: string, days: DomainDay[], at: Columns, top: number): string[] {
  const cells = days.map(({ day, date, state, week, allowed, sent, bounced, complained }) => {
    const share = allowed > 0 ? Math.min(1, sent / allowed) : 0;
    const height = 3 + share * (LANE - 6);
    const told = `${domain}, day ${day} (${date}): ${state}, week ${week}; ${figure(sent)} of ${figure(allowed)} sent, ${figure(bounced)} bounced, ${figure(complained)} complained`;
    return `<rect x="${px(at.of(day) + 0.5)}" y="${px(top + LANE - 2 - height)}" width="${px(at.width - 1)}" height="${px(height)}" fill="${COLOURS[state]}"><title>${escaped(told)}</title></rect>`;
  });
  return [text(LEFT - 8, top + LANE - 4, domain, 'text-anchor="end"'), ...cells];
}

/** Above the panel; what happened and why is in the tip of each. */
function marks(happenings: Happening[], at: Columns): string[] {
  const perDay = new Map<number, number>();
  return happenings
    .filter(({ kind }) => kind in MARKS)
    .map(({ day, kind, domain, text, why }) => {
      const above = perDay.get(day) ?? 0;
      perDay.set(day, above + 1);
      const told = [domain, text, why].filter(Boolean).join(': ');
      return `<circle cx="${px(at.of(day) + at.width / 2)}" cy="${px(TOP - 8 - (above % 3) * 7)}" r="3.2" fill="${MARKS[kind]}"><title>${escaped(told)}</title></circle>`;
    });
}

function legend(y: number): string[] {
  const states = Object.entries(COLOURS).map(([name, colour], index) => ({ name, colour, x: LEFT + index * 90 }));
  const kinds = Object.entries(MARKS).map(([name, colour], index) => ({ name, colour, x: LEFT + 500 + index * 90 }));
  return [
    ...states.flatMap(({ name, colour, x }) => [
      `<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${colour}"/>`,
      text(x + 15, y, name),
    ]),
    ...kinds.flatMap(({ name, colour, x }) => [
      `<circle cx="${x + 5}" cy="${y - 4}" r="4" fill="${colour}"/>`,
      text(x + 15, y, name),
    ]),
  ];
}

/** 7,300 → 8,000: the axis ends at a number that divides well. */
function niceCeiling(most: number): number {
  const unit = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 8, 10].map(times => times * unit).find(each => each >= most) ?? most;
}

const text = (x: number, y: number, content: string, attributes = ''): string =>
  `<text x="${px(x)}" y="${px(y)}"${attributes && ` ${attributes}`}>${escaped(content)}</text>`;

const px = (number: number): string => String(Math.round(number * 10) / 10);

const figure = (number: number): string => Math.round(number).toLocaleString('en-US');

const escaped = (content: string): string => content.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
