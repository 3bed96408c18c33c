/** `--log-level` of `mailyard run`. */
import { MailyardError } from '../error.ts';
import { LOG_LEVELS, type LogLevel } from '../runtime/log.ts';

export function logLevel({ logLevel: given }: Record<string, unknown>, usual: LogLevel): LogLevel {
  if (given === undefined) return usual;
  const level = LOG_LEVELS.find(each => each === given);
  if (level) return level;
  throw new MailyardError('bad-option', `--log-level takes ${LOG_LEVELS.join(', ')}, not "${given}".`);
}
