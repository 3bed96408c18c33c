/** Against the twin: calls a zone, time a domain, and what latency adds. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchDomain, writeEstate } from './estate.ts';
import { type Measured, mailyard } from './measure.ts';
import { type Figure, seconds, usageFigure } from './report.ts';

/** Cloudflare lists at most so many zones in one page. */
const ZONES_A_PAGE = 50;
const EDITED = 100;

/** First `up`, `up` again, `drift`, and one record changed in each of 100 zones. */
export async function story(
  folder: string,
  { domains: count, latencyMs }: { domains: number; latencyMs: number },
): Promise<{ title: string; figures: Figure[] }> {
  const site = await openSite(folder, count, latencyMs);
  try {
    const pages = Math.ceil(count / ZONES_A_PAGE);
    const first = await site.run(['up', '--yes', '--engine', 'embedded']);
    const again = await site.run(['up', '--yes', '--engine', 'embedded']);
    const drift = await site.run(['drift']);
    const edited = editDomains(join(folder, 'domains'), site.domains);
    const edit = await site.run(['up', '--yes', '--engine', 'embedded']);
    return {
      title: `Against the twin: ${count.toLocaleString('en')} domains, ${latencyMs} ms a call`,
      figures: [
        callsFigure('first up', first, 2 * count + pages),
        callsFigure('unchanged up', again, 0),
        callsFigure('drift', drift, count + pages),
        callsFigure(`up, a record in each of ${edited} zones changed`, edit, 2 * edited + pages),
      ],
    };
  } finally {
    site.close();
  }
}

/** First `up` of a few and of many domains: the time a domain may not grow with their number. */
export async function scaling(folder: string): Promise<{ title: string; figures: Figure[] }> {
  const [few, many] = [await firstUp(join(folder, '500'), 500), await firstUp(join(folder, '5000'), 5000)];
  const thousand = await firstUp(join(folder, '1000'), 1000);
  const each = ({ wall }: Measured, domains: number) => (wall * 1000) / domains;
  const [small, large] = [each(few, 500), each(many, 5000)];
  return {
    title: 'First up with the embedded engine, no latency',
    figures: [
      { ...usageFigure('1,000 domains', thousand), target: '20 s', ratio: thousand.wall / 20 },
      usageFigure('500 domains', few),
      usageFigure('5,000 domains', many),
      {
        name: 'a domain, 5,000 against 500',
        measured: `${large.toFixed(1)} ms against ${small.toFixed(1)} ms`,
        target: 'no higher',
        ratio: large / small,
      },
    ],
  };
}

async function firstUp(folder: string, count: number): Promise<Measured> {
  const site = await openSite(folder, count, 0);
  try {
    return (await site.run(['up', '--yes', '--engine', 'embedded'])).measured;
  } finally {
    site.close();
  }
}

interface Run {
  measured: Measured;
  calls: number;
}

interface Site {
  domains: BenchDomain[];
  run(args: string[]): Promise<Run>;
  close(): void;
}

async function openSite(folder: string, count: number, latencyMs: number): Promise<Site> {
  mkdirSync(folder, { recursive: true });
  const domains = writeEstate(join(folder, 'domains'), count);
  const twin = await startTwin({ zones: domains.map(({ domain }) => domain), latencyMs });
  const env = {
    CLOUDFLARE_API_TOKEN: twin.token,
    CLOUDFLARE_BASE_URL: twin.url,
    MAILYARD_CLOUDFLARE_RATE: '1000000/300',
    XDG_CACHE_HOME: join(folder, 'cache'),
    // Nobody answers there, and says so at once: `up` looks at registrars by itself, and their time-outs are not its figures.
    MAILYARD_DNS: '127.0.0.1:1',
  };
  return {
    domains,
    run: async args => {
      await fetch(`${twin.origin}/sandbox/calls`, { method: 'DELETE' });
      const measured = await mailyard(args, folder, { env });
      const answer = await fetch(`${twin.origin}/sandbox/calls`);
      return { measured, calls: ((await answer.json()) as { total: number }).total };
    },
    close: () => twin.child.kill(),
  };
}

interface Twin {
  child: ChildProcess;
  url: string;
  origin: string;
  token: string;
}

async function startTwin(options: { zones: string[]; latencyMs: number }): Promise<Twin> {
  const child = fork(join(import.meta.dirname, 'twin.ts'));
  child.send(options);
  const [started] = await once(child, 'message');
  return { child, ...started };
}

/** Another DMARC policy for the first domains: one record in each zone. */
function editDomains(folder: string, domains: BenchDomain[]): number {
  const edited = domains.filter(({ segment }) => segment === domains[0]?.segment).slice(0, EDITED);
  const file = join(folder, `${edited[0]?.segment}.yaml`);
  const changed = edited.reduce(
    (text, { domain }) => text.replace(`  - domain: ${domain}\n`, '$&    dmarc: { policy: quarantine }\n'),
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, changed);
  return edited.length;
}

function callsFigure(name: string, { measured, calls }: Run, most: number): Figure {
  const { wall, cpu } = measured;
  return {
    name,
    measured: `${calls.toLocaleString('en')} calls, ${seconds(wall)} (CPU ${seconds(cpu)})`,
    target: most === 0 ? 'no call' : `${most.toLocaleString('en')} calls`,
    ratio: most === 0 ? calls + 1 : calls / most,
  };
}
