/** The twins of all shipped blocklists in a process of their own: `process.send` tells the port and the keys. */
import { readTemplates } from '../src/inventory/templates.ts';
import { blocklistTwins } from '../src/sandbox/blocklists/twin.ts';
import { startDnsTwin } from '../src/sandbox/dns/twin.ts';

const twins = blocklistTwins(readTemplates().templates.blocklists.values());
for (const entry of process.argv.slice(2)) {
  const [list = '', target = ''] = entry.split('=');
  twins.enter(list, target);
}
const { port } = await startDnsTwin({ source: () => new Map(), first: twins.answer });
process.send?.({ port, env: twins.env });
