/** What `mailyard run` leans on: the ledger, and the channels that notices reach people by. Nothing is written, no message is sent. */
import { type CheckResult, checkResult, fail, pass, unknown, warn } from '../audit/verdict.ts';
import { MailyardError } from '../error.ts';
import { lookAtLedger } from '../ledger/look.ts';
import type { LedgerPlace } from '../ledger/open.ts';
import { channelsFrom } from '../runtime/alerts/channels.ts';

export async function ledgerCheck(place: LedgerPlace): Promise<CheckResult> {
  try {
    const { name, exists } = await lookAtLedger(place);
    const says = exists ? `${name} can be read.` : `None yet: the first job makes it in ${name}.`;
    return checkResult('ledger', [pass('ledger', says)]);
  } catch (error) {
    if (!(error instanceof MailyardError)) throw error;
    // A server that does not answer may be well, and only out of reach from here.
    const say = error.code === 'ledger-unreachable' && place.url !== undefined ? unknown : fail;
    return checkResult('ledger', [say(error.code, error.message, { fix: error.fix })]);
  }
}

/** None is a warning: who runs jobs in CI alone reads summaries. */
export function channelsCheck(env: NodeJS.ProcessEnv): CheckResult {
  try {
    const names = channelsFrom(env).map(({ name }) => name);
    if (names.length > 0) {
      return checkResult('notices', [
        pass('alert-channel', `Notices go to ${names.join(' and ')}; no message was sent.`),
      ]);
    }
    const fix = 'Set MAILYARD_SLACK_WEBHOOK, or MAILYARD_TELEGRAM_TOKEN and MAILYARD_TELEGRAM_CHAT.';
    return checkResult('notices', [warn('alert-channel', 'Notices reach nobody by themselves.', { fix })]);
  } catch (error) {
    if (!(error instanceof MailyardError)) throw error;
    return checkResult('notices', [fail(error.code, error.message, { fix: error.fix })]);
  }
}
