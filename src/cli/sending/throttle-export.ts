/** `mailyard throttle --export kumomta --out shaping.toml`: the limits of today for an MTA of one's own. */
import { MailyardError } from '../../error.ts';
import { kumomtaFiles } from '../../sending/throttle/kumomta.ts';
import { byLedger } from '../../sending/throttle/warmup.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { writeNamed } from '../named-file.ts';
import { withRuntime } from '../open-runtime.ts';

export async function exportLimits(
  context: Context,
  { export: format, out }: { export?: string; out?: string },
): Promise<number> {
  if (format !== 'kumomta') {
    throw new MailyardError('bad-option', `--export knows no ${format}.`, { fix: 'Write --export kumomta.' });
  }
  if (!out) {
    throw new MailyardError('usage', '--export writes files, and --out says where.', {
      fix: 'Add --out shaping.toml.',
    });
  }
  return withRuntime(context, async ({ estate, templates, ledger, now }) => {
    const warmup = await byLedger(ledger);
    const { shaping, queues, left } = kumomtaFiles({ estate, templates, warmup, at: now() });
    const beside = out.replace(/(\.toml)?$/, '-queues.toml');
    writeNamed(out, shaping);
    writeNamed(beside, queues);
    if (context.options.json) printJson({ files: [out, beside], left });
    const { print } = context.terminal;
    print(`${out}: what each receiver takes from each address today.`);
    print(`${beside}: what each domain may send.`);
    print('\nNot in them:');
    for (const line of left) print(`- ${line}`);
    return 0;
  });
}
