/**
 * Run as a process of its own, to be killed: `killed-run.ts FOLDER COUNT GENERATION [graceful]`. Applies COUNT things of
 * stack pool-a; `graceful` ends well on a signal.
 */
import { join } from 'node:path';
import { applyEmbedded } from '../../src/engine/embedded.ts';
import { onInterrupt } from '../../src/engine/interrupt.ts';
import { PROJECT, temporaryBackend, thing } from './estate.ts';
import { fakeCloud } from './fake-cloud.ts';

const [folder = '', count = '0', generation = '0', graceful] = process.argv.slice(2);
const cloud = fakeCloud(join(folder, 'cloud'), { latencyMs: () => Math.random() * 6 });
const resources = Array.from({ length: Number(count) }, (_, index) =>
  thing(`d${index}.example`, { parts: { generation } }),
);
process.stdout.write('ready\n');
const result = await applyEmbedded({
  backend: temporaryBackend(folder),
  project: PROJECT,
  stacks: [{ stack: 'pool-a', resources }],
  types: [cloud.type],
  signal: graceful ? onInterrupt(() => process.stdout.write('ending\n')).signal : undefined,
});
process.stdout.write(`${JSON.stringify(result)}\n`);
