/** The twin in a process of its own: `node src/sandbox/cloudflare/main.ts --port 8787 --zones a.example,b.example [--state FILE]`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startCloudflareTwin } from './twin.ts';

const { values } = parseArgs({
  options: { port: { type: 'string' }, zones: { type: 'string' }, state: { type: 'string' } },
});
const twin = await startCloudflareTwin({ port: Number(values.port ?? 0) });
if (values.state && existsSync(values.state)) twin.restore(JSON.parse(readFileSync(values.state, 'utf8')));
for (const name of values.zones?.split(',') ?? []) if (!twin.zones.has(name)) twin.addZone(name);
process.stdout.write(`${twin.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    if (values.state) writeFileSync(values.state, JSON.stringify(twin.snapshot()));
    await twin.close();
  });
}
