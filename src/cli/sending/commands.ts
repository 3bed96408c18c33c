/** Who may send how much now, and what lets no more through. */
import type { AddCommand } from '../command.ts';

export function sending(command: AddCommand): void {
  command(
    'throttle',
    'may this mailbox send now, and if not, when; exit 2 when not now',
    async () => (await import('./throttle.ts')).throttle,
  )
    .argument('[mailbox]', 'alex@acme.example')
    .option('--receiver <name>', 'where to: gmail, outlook, …, or the domain of a recipient')
    .option('--ip <address>', 'from which address of the domain')
    .option('--count <number>', 'so many messages at once; each recipient counts as one')
    .option('--take', 'take a grant where the answer is yes: it counts as sent')
    .option('--key <key>', 'with --take: asked again under it, nothing more is taken')
    .option('--release <key>', 'give a grant back whose messages were surely not sent')
    .option('--export <format>', "kumomta: today's limits as its shaping file, and beside it its queues file")
    .option('--out <file>', 'with --export: shaping.toml; beside it shaping-queues.toml');

  command(
    'submission',
    'an SMTP submission server that lets through what the throttler allows, on to the providers, until it is stopped',
    async () => (await import('./submission.ts')).submission,
  )
    .option('--listen <host:port>', 'where clients submit', '127.0.0.1:2587')
    .option('--cert <file>', 'its certificate with the chain, PEM')
    .option('--key <file>', 'the key of the certificate, PEM')
    .option('--implicit-tls', 'TLS from the first byte, as on port 465; else STARTTLS')
    .option('--wait <time>', 'how long a recipient is kept waiting for its time; then it is refused with 450', '20s')
    .option('--log-level <level>', 'debug, info, warn or error');

  for (const name of ['warmup', 'warmup status']) {
    command(
      name,
      'where each warm-up is: week, allowed and sent today, gate',
      async () => (await import('./warmup.ts')).status,
    ).argument('[domain...]', 'its weeks too; default: all domains');
  }
  command('warmup hold', 'stop a domain now: nothing is sent', async () => (await import('./warmup.ts')).hold)
    .argument('<domain>')
    .option('--why <text>', 'why, for whoever asks later');
  command('warmup resume', 'let it go on', async () => (await import('./warmup.ts')).resume).argument('<domain>');
  command(
    'warmup advance',
    'look at every week now: it advances, stays, steps back or is held; exit 2 where it needs a person',
    async () => (await import('./warmup.ts')).advance,
  ).option('--patch <file>', 'what the inventories should say then, for `git apply`');
}
