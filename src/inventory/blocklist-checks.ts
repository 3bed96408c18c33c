/** What the schema of a blocklist cannot say: that codes, tests and access fit together, and that the list is alive. */
import { parseAddress } from '../spf/address.ts';
import type { Blocklist, DeadZones, TargetKind, TestPoints } from './blocklist.ts';
import { nameProblem } from './names.ts';
import type { Path } from './positions.ts';
import { faultWhen, type TemplateFault } from './template-fault.ts';

export function blocklistFaults(list: Blocklist, dead: Iterable<DeadZones>): TemplateFault[] {
  return [...deadFaults(list, dead), ...answerFaults(list), ...testFaults(list), ...accessFaults(list)];
}

/** RFC 6471 §3.4: lists have ended by listing the world, and one that is still asked may do so any day. */
function deadFaults({ zone, access }: Blocklist, dead: Iterable<DeadZones>): TemplateFault[] {
  const asked: [Path, string][] = [
    [['zone'], zone.toLowerCase()],
    [['access', 'keyedZone'], access.keyedZone?.toLowerCase() ?? ''],
  ];
  return [...dead]
    .flatMap(({ zones }) => zones)
    .flatMap(({ zone: gone, says, instead }) =>
      asked
        .filter(([, name]) => name === gone || name.endsWith(`.${gone}`))
        .map(([path, name]) => ({
          ...{ path, rule: 'dead-blocklist', message: `\`${name}\` must not be asked: ${says}` },
          fix: instead ? `Ask ${instead} in its place.` : 'Remove the file.',
        })),
    );
}

function answerFaults({ codes, bits, errors }: Blocklist): TemplateFault[] {
  const both = 'A list answers either in codes or in bits.';
  const none = 'This list has no bits.';
  return [
    ...faultWhen(!codes === !bits, 'blocklist-answers', [], both, 'Write one of `codes` and `bits`.'),
    ...errors.flatMap((error, i) =>
      faultWhen('bit' in error && !bits, 'blocklist-answers', ['errors', i], none, 'Write the answer as `code`.'),
    ),
  ];
}

/** A list that nobody tests would be believed when it is dead, and when it lists the world. */
function testFaults({ asks, test }: Blocklist): TemplateFault[] {
  const kinds = Object.keys(test) as TargetKind[];
  const missing = asks.filter(kind => !test[kind]);
  const idle = kinds.filter(kind => !asks.includes(kind));
  return [
    ...missing.map(kind => ({
      ...{ path: ['test'], rule: 'blocklist-test', message: `Nothing tells whether the list works for ${kind}.` },
      fix: `Write \`${kind}: { listed: […], clean: […] }\`.`,
    })),
    ...idle.map(kind => ({
      ...{ path: ['test', kind], rule: 'blocklist-test', message: `The list is not asked for ${kind}.` },
      fix: 'Remove it.',
    })),
    ...kinds.flatMap(kind => pointFaults(kind, test[kind] as TestPoints)),
  ];
}

function pointFaults(kind: TargetKind, points: TestPoints): TemplateFault[] {
  return (['listed', 'clean'] as const).flatMap(side =>
    points[side].flatMap((point, i) => {
      const message = `\`${point}\` is no ${kind === 'domain' ? 'domain' : `IPv${kind.slice(3)} address`}.`;
      return faultWhen(!fits(kind, point), 'blocklist-test', ['test', kind, side, i], message, 'Correct it.');
    }),
  );
}

const fits = (kind: TargetKind, point: string): boolean =>
  kind === 'domain' ? nameProblem(point) === undefined : parseAddress(point)?.family === Number(kind.slice(3));

function accessFaults({ zone, access }: Blocklist): TemplateFault[] {
  const { terms, key, keyedZone } = access;
  const needed = zone.includes('{key}');
  const takes = needed || keyedZone !== undefined;
  const fault = (wrong: boolean, at: string, message: string, fix: string) =>
    faultWhen(wrong, 'blocklist-key', ['access', at], message, fix);
  return [
    ...fault(takes && !key, 'key', 'No variable has the key.', 'Write `key: MAILYARD_…_KEY`.'),
    ...fault(!takes && key !== undefined, 'key', 'No zone has a place for the key.', 'Write `{key}.` before the zone.'),
    ...fault(keyedZone?.includes('{key}') === false, 'keyedZone', 'It has no place for the key.', 'Write `{key}.…`.'),
    ...fault(needed !== (terms === 'key'), 'terms', '`key` is for a zone that nobody can ask without.', 'Correct it.'),
  ];
}
