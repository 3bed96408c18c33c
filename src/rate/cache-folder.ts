/** Where this user's throw-away files belong on each platform. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `$XDG_CACHE_HOME/mailyard`, else the platform's own place. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'mailyard');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'mailyard', 'cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'mailyard');
  return join(homedir(), '.cache', 'mailyard');
}
