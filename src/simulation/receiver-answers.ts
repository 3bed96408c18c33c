/** What recipients' servers say in a simulation: a few addresses are no good, and faults make it more. Pure. */
import type { Recipient, Refusal } from '../sandbox/receivers/twin.ts';
import { type Fault, hits, inForce } from './faults.ts';
import { chance } from './random.ts';

/** Of a list that was checked before: two addresses of a thousand are gone all the same. */
const USUAL = 0.002;

const REFUSALS: Record<NonNullable<Fault['class']>, Refusal> = {
  recipient: { code: 550, text: '5.1.1 The email account that you tried to reach does not exist' },
  sender: { code: 550, text: '5.7.1 Service unavailable: messages from this domain are blocked for its reputation' },
  content: { code: 550, text: '5.7.1 The content of this message presented a potential security issue' },
  temporary: { code: 452, text: '4.2.2 The recipient is over quota, try again later' },
};

const AWAY: Refusal = { code: 421, text: '4.3.2 System not accepting network messages, try again later' };

export function receiverAnswers(faults: readonly Fault[], start: number, seed: number) {
  return ({ from, to, at }: Recipient): Refusal | undefined => {
    if (inForce(faults, 'outage', start, at).some(fault => fault.of === 'receivers')) return AWAY;
    const domain = from.slice(from.indexOf('@') + 1);
    for (const fault of inForce(faults, 'bounces', start, at).filter(each => hits(each, domain))) {
      if (chance(seed, fault.day, 'bounce', from, to) < (fault.rate ?? 0)) return REFUSALS[fault.class ?? 'recipient'];
    }
    return chance(seed, 'usual', from, to) < USUAL ? REFUSALS.recipient : undefined;
  };
}

/** Whether somebody says that the message is spam. */
export function complains(faults: readonly Fault[], start: number, seed: number, { from, to, at }: Recipient): boolean {
  const domain = from.slice(from.indexOf('@') + 1);
  return inForce(faults, 'complaints', start, at)
    .filter(each => hits(each, domain))
    .some(({ rate = 0, day }) => chance(seed, day, 'complaint', from, to) < rate);
}
