/** A fault as a sentence. Pure. */
import type { Fault, FaultName } from './faults.ts';

export function sentenceOf(fault: Fault): string {
  const { list, class: of = 'recipient', kind, by = 0, mailbox, target, rate = 0 } = fault;
  const share = `${Math.round(rate * 10_000) / 100} %`;
  const sentences: Record<FaultName, string> = {
    listing: `${target ?? 'it'} is on the blocklist ${list}`,
    'broken-list': `the blocklist ${list} is broken (${kind})`,
    bounces: `${share} of its messages bounce (${of})`,
    complaints: `${share} of its recipients complain`,
    silence: 'nobody tells of its complaints',
    quiet: `only ${share} of what it may is sent`,
    outage: outage(fault),
    dns: kind === 'disagree' ? 'one of two DNS servers lags behind' : `DNS servers fail (${kind})`,
    signer: `the signer ${kind === 'ignores' ? 'takes keys and does nothing' : 'refuses keys'}`,
    'leaked-key': 'its DKIM key has leaked',
    clock: `the clock of the process is ${Math.abs(by)} s ${by < 0 ? 'behind' : 'ahead'}`,
    restart: 'the process ends and is started again',
    killed: 'the process is killed in the middle of a job, and started again',
    rotation: 'somebody wants a new DKIM key',
    held: 'somebody wants it to send nothing',
    'mailbox-removed': `${mailbox} is taken out of the inventory`,
  };
  return sentences[fault.fault];
}

function outage({ of, kind }: Fault): string {
  if (of === 'feedback') return 'the feed of bounces and complaints cannot be reached';
  if (of === 'receivers') return "the receivers' servers take nothing";
  return kind === 'answer-lost'
    ? "Cloudflare's API does what it is told, and its answers are lost"
    : "Cloudflare's API cannot be reached";
}
