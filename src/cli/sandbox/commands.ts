/** To try everything on. */
import type { AddCommand, Run } from '../command.ts';

export function sandbox(command: AddCommand): void {
  command(
    'sandbox',
    'local twins of Cloudflare, DNS, blocklists and mail providers, to try everything on',
    async () => (await import('./sandbox.ts')).sandbox,
  )
    .option('--port <port>', "of the twin of Cloudflare's API", '8787')
    .option('--dns-port <port>', 'of the DNS server', '8753')
    .option('--https-port <port>', 'of the server that runs Workers', '8743');
  command(
    'sandbox simulate',
    "the estate's first weeks in a minute, with what goes wrong in them; exit 1 where what must hold did not",
    async () => (await import('./sandbox-simulate.ts')).simulate as unknown as Run,
  )
    .option('--weeks <n>', 'how long it goes', '6')
    .option('--faults <file>', 'what goes wrong and when, as examples/simulation/story.yaml')
    .option('--mode <mode>', 'enforce, suggest, observe, or as-written in the inventory', 'enforce')
    .option('--start <date>', 'day 1; default: today')
    .option('--seed <n>', 'another one gives other chances', '1')
    .option('--chart <file>', 'a chart as SVG');

  command(
    'demo',
    'the whole story on the local twins, in under a minute',
    async () => (await import('./demo.ts')).demo,
  );
}
