/** 10,000 domains: what `check`, `records` and `plan` take where nothing asks the network. */
import { join } from 'node:path';
import { writeEstate } from './estate.ts';
import { writeFullState } from './full-state.ts';
import { best, type Measured, mailyard } from './measure.ts';
import { type Figure, megabytes, seconds, usageFigure } from './report.ts';

const DOMAINS = 10_000;
const commands = [
  ['check'],
  ['records', '--format', 'json'],
  // The plan is empty, so it ends with 0.
  ['plan'],
];

/** Each command `times` times in a process of its own, in `folder`. */
export async function offline(folder: string, times: number): Promise<{ title: string; figures: Figure[] }> {
  writeEstate(join(folder, 'domains'), DOMAINS);
  const records = await writeFullState(join(folder, 'domains'), join(folder, '.mailyard'));
  const runs: Measured[] = [];
  for (const command of commands) runs.push(await best(times, () => mailyard(command, folder)));
  return {
    title: `Offline: ${DOMAINS.toLocaleString('en')} domains, ${records.toLocaleString('en')} records, state full`,
    figures: [...runs.map((run, index) => usageFigure(commands[index]?.join(' ') ?? '', run)), ...together(runs)],
  };
}

function together(runs: Measured[]): Figure[] {
  const wall = runs.reduce((sum, run) => sum + run.wall, 0);
  const cpu = runs.reduce((sum, run) => sum + run.cpu, 0);
  const rss = Math.max(...runs.map(run => run.rss));
  return [
    { name: 'together', measured: `${seconds(wall)} (CPU ${seconds(cpu)})`, target: '3 s', ratio: wall / 3 },
    { name: 'largest', measured: megabytes(rss), target: '1,000 MB', ratio: rss / 1e9 },
  ];
}
