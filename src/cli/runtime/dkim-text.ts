/** DKIM keys as lines for people, and as a document for scripts. */
import { dateOf, minuteOf } from '../../dates.ts';
import { type DkimKey, inPhaseSince, stageOf } from '../../ledger/dkim.ts';
import type { Hold } from '../../ledger/holds.ts';
import { type Alert, alertsOf } from '../../runtime/dkim/alerts.ts';
import type { Look, RingLook } from '../../runtime/dkim/look.ts';
import type { Step } from '../../runtime/dkim/next-step.ts';
import { stepDocument } from '../../runtime/dkim/report.ts';
import type { Ring } from '../../runtime/dkim/ring.ts';
import { overlapEnd, revokedUntil, rotationDue } from '../../runtime/dkim/times.ts';
import { counted } from '../../words.ts';
import { columns } from '../columns.ts';
import { iso } from '../json.ts';
import type { Terminal } from '../terminal.ts';

const HEAD = ['domain', 'signer', 'algorithm', 'selector', 'phase', 'since', 'next'];

export function printLook(look: Look, holds: readonly Hold[], terminal: Terminal, quiet: boolean): void {
  const { print, colors } = terminal;
  print(totalsOf(look, holds));
  if (quiet) return;
  const rows = look.rings.flatMap(({ ring, step }) => rowsOf(ring, step));
  const lost = look.strays.map(key => [
    key.domain,
    key.signer,
    key.algorithm,
    ...cells(key),
    'no signer of the inventory has it',
  ]);
  if (rows.length + lost.length > 0) {
    const [head = '', ...lines] = columns({ head: HEAD, rows: [...rows, ...lost], indent: 2 }).split('\n');
    print(`\n${colors.dim(head)}\n${lines.join('\n')}`);
  }
  for (const { signing, domain } of look.others)
    print(
      `  ${domain.domain}  ${signing.signer.title}  ${signing.signer.kind === 'rotates' ? 'rotates by itself' : 'is rotated by hand: `mailyard todo`'}`,
    );
  for (const { level, title, detail } of look.rings.flatMap(alertsIn))
    print(`\n${(level === 'critical' ? colors.red : colors.yellow)(`${title}.`)}\n${detail}`);
  for (const { ring, sight } of look.rings)
    if ('unknown' in sight.signs)
      print(
        colors.yellow(`\n${ring.signer.title} does not say what it signs ${ring.domain} with: ${sight.signs.unknown}`),
      );
  for (const hold of holds) print(colors.yellow(`\n${hold.name} sends nothing: ${hold.why}.`));
  for (const failure of look.failures) print(colors.red(`\n${failure}`));
}

/** Why a step failed stands in its key's line. */
const alertsIn = ({ ring, sight }: Pick<RingLook, 'ring' | 'sight'>): Alert[] =>
  alertsOf(ring, sight).flatMap(({ about, alert }) => (alert && about !== 'step' ? alert : []));

function totalsOf({ rings, strays }: Look, holds: readonly Hold[]): string {
  const keys = [...rings.flatMap(({ ring }) => ring.keys), ...strays];
  if (rings.length + strays.length === 0) return NONE;
  const phases = [...Map.groupBy(keys, ({ phase }) => phase)].map(([phase, those]) => `${those.length} ${phase}`);
  const domains = counted(
    new Set([...rings.map(({ ring }) => ring.domain), ...strays.map(key => key.domain)]).size,
    'domain',
  );
  const without = rings.filter(({ ring }) => ring.wanted && ring.keys.length === 0).length;
  return [
    `${counted(keys.length, 'key')} of ${domains}${phases.length > 0 ? `: ${phases.join(', ')}` : ''}.`,
    ...(without > 0
      ? [`${counted(without, 'key')} missing: \`mailyard dkim ensure\` makes ${without === 1 ? 'it' : 'them'}.`]
      : []),
    ...(holds.length > 0 ? [`${counted(holds.length, 'domain')} held.`] : []),
  ].join(' ');
}

/** Where nothing signs with keys of ours. */
export const NONE =
  'No keys: no domain names a signer. `dkim: { signers: [opendkim] }` in the inventory lets Mailyard make its keys; docs/dkim.md.';

function rowsOf(ring: Ring, step: Step): string[][] {
  const start = [ring.domain, ring.signer.title, ring.algorithm];
  if (ring.keys.length === 0) return [[...start, '', 'none', '', wordsOf(step)]];
  const newestFirst = ring.keys.toReversed();
  return newestFirst.map((key, at) => [...(at === 0 ? start : ['', '', '']), ...cells(key), outlook(ring, key, step)]);
}

const cells = (key: DkimKey): string[] => [key.selector, stageOf(key), dateOf(inPhaseSince(key))];

/** What becomes of this key, and when. */
function outlook(ring: Ring, key: DkimKey, step: Step): string {
  if (key.problem) return `stuck: ${key.problem}`;
  if ('key' in step && step.key.id === key.id) return wordsOf(step);
  switch (key.phase) {
    case 'generated':
    case 'published':
      return wordsOf(step);
    case 'active':
      return ring.settings.rotate === undefined ? 'stays' : `changed from ${dateOf(rotationDue(ring, key))}`;
    case 'retiring':
      return `revoked from ${dateOf(overlapEnd(ring, key))}`;
    case 'revoked':
      return `removed from ${dateOf(revokedUntil(key))}`;
    case 'compromised':
      return key.stands === 'revoked' ? `removed from ${dateOf(revokedUntil(key))}` : wordsOf(step);
    case 'removed':
      return '';
  }
}

export function wordsOf(step: Step): string {
  if (step.do !== 'wait') return `${WORDS[step.do]}: ${step.why}`;
  return `waits ${step.until === undefined ? '' : `until ${minuteOf(step.until)} UTC `}for ${step.for}`;
}

const WORDS: Record<Exclude<Step['do'], 'wait'>, string> = {
  start: 'a new key',
  make: 'made next',
  publish: 'published next',
  hold: 'sending held next',
  switch: 'used next',
  prove: 'proved next',
  revoke: 'revoked next',
  remove: 'removed next',
};

export function lookDocument({ rings, strays, failures }: Look, holds: readonly Hold[]): object {
  const keyDocument = (key: DkimKey) => ({
    ...{ selector: key.selector, phase: key.phase, since: iso(inPhaseSince(key)) },
    ...(key.problem && { problem: key.problem }),
  });
  return {
    rings: rings.map(({ domain, ring, step, sight }) => ({
      ...{ domain: ring.domain, segment: domain.segment, signer: ring.signer.name, algorithm: ring.algorithm },
      signs: 'with' in sight.signs ? (sight.signs.with ?? null) : { unknown: sight.signs.unknown },
      next: stepDocument(step),
      alerts: alertsIn({ ring, sight }),
      keys: ring.keys.map(key => ({ ...keyDocument(key), next: outlook(ring, key, step) })),
    })),
    strays: strays.map(({ domain, signer, algorithm, ...key }) => ({
      domain,
      signer,
      algorithm,
      ...keyDocument({ domain, signer, algorithm, ...key }),
    })),
    holds: holds.map(({ name, why, since }) => ({ domain: name, why, since: iso(since) })),
    failures,
  };
}
