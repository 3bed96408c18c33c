/** A signer over the key folder that fails, answers too late, says yes and does nothing, and signs nothing for a while. */

import type { Algorithm, KeyTaker, SigningKey } from '../../src/runtime/dkim/signer.ts';
import type { SandboxClock } from '../../src/sandbox/clock.ts';
import type { Random } from './chaos.ts';
import { aMessage, type KeyFolder } from './key-folder.ts';

export interface MoodySigner {
  signer: KeyTaker;
  /** As a message of this moment is signed. */
  sign(domain: string, id: string): Promise<Buffer>;
}

interface Accepted {
  domain: string;
  key: SigningKey;
  at: number;
}

const HOUR = 3_600_000;

export function moodySigner(
  folder: KeyFolder,
  { clock, random, gap }: { clock: SandboxClock; random: Random; gap: (domain: string) => boolean },
): MoodySigner {
  const accepted: Accepted[] = [];
  /** What it claims where that is not what it does. */
  const claims = new Map<string, string>();
  const silentUntil = new Map<string, number>();

  async function apply(domain: string, key: SigningKey): Promise<void> {
    await folder.signer.use(domain, key);
    claims.delete(`${domain} ${key.algorithm}`);
    if (gap(domain)) silentUntil.set(domain, clock.now() + random.between(0, 2 * HOUR));
  }

  /** In the order in which they were accepted. */
  async function catchUp(): Promise<void> {
    while (accepted[0] && accepted[0].at <= clock.now()) {
      const { domain, key } = accepted.shift() as Accepted;
      await apply(domain, key);
    }
  }

  async function use(domain: string, key: SigningKey): Promise<void> {
    await catchUp();
    const mood = random.next();
    if (mood < 0.1) throw new Error('the signer is not there');
    if (mood < 0.2) accepted.push({ domain, key, at: clock.now() + random.between(0, 8 * HOUR) });
    else if (mood < 0.3) claims.set(`${domain} ${key.algorithm}`, key.selector);
    else {
      // What was asked for before it ends before it.
      for (const late of accepted.filter(each => each.domain === domain && each.key.algorithm === key.algorithm))
        accepted.splice(accepted.indexOf(late), 1);
      await apply(domain, key);
      if (mood < 0.4) throw new Error('the answer of the signer was lost');
    }
  }

  async function sign(domain: string, id: string): Promise<Buffer> {
    await catchUp();
    const message = aMessage(domain, id);
    const silent = (silentUntil.get(domain) ?? 0) > clock.now();
    return silent ? Buffer.from(message) : folder.sign(domain, message);
  }

  const signer: KeyTaker = {
    ...folder.signer,
    ...{ switch: 'seamless', use, sample: domain => sign(domain, 'sample') },
    async current(domain: string, algorithm: Algorithm) {
      await catchUp();
      if (random.chance(0.03)) throw new Error('the signer does not answer');
      return claims.get(`${domain} ${algorithm}`) ?? folder.selector(domain, algorithm);
    },
  };
  return { signer, sign };
}
