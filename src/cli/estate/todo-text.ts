/** Steps by hand as people read them: totals first, then domain by domain. */
import type { ManualStep } from '../../manual/step.ts';
import { counted } from '../../words.ts';
import type { Terminal } from '../terminal.ts';

/** At the end of another command a long list would bury what it did. */
const MOST_STEPS = 20;

/** How `up` and `plan --refresh` end. */
export function printManualSteps(steps: ManualStep[], terminal: Terminal): void {
  if (steps.length === 0) return;
  const { print, colors } = terminal;
  print(`\n${colors.bold(`To do by hand: ${stepTotals(steps)}`)}`);
  printSteps(steps.slice(0, MOST_STEPS), terminal);
  if (steps.length > MOST_STEPS) print(`  … and ${steps.length - MOST_STEPS} more.`);
  print(colors.dim('  `mailyard todo` looks again, and has them all.'));
}

/** `7 steps at 4 domains, 2 of them unknown`. */
export function stepTotals(steps: ManualStep[]): string {
  const domains = new Set(steps.map(({ domain }) => domain)).size;
  const unknown = steps.filter(({ state }) => state === 'unknown').length;
  const aside = unknown > 0 ? `, ${unknown === steps.length ? 'all' : unknown} of them unknown: nobody answered` : '';
  return `${counted(steps.length, 'step')} at ${counted(domains, 'domain')}${aside}`;
}

/** In the order of their domains' first steps. */
export function printSteps(steps: ManualStep[], { print, colors }: Terminal): void {
  for (const [domain, own] of Map.groupBy(steps, each => each.domain)) {
    print(`  ${colors.bold(domain)}`);
    for (const step of own) {
      print(`    ${step.state === 'unknown' ? '?' : '·'} ${step.text}`);
      for (const line of detailsOf(step)) print(`        ${line}`);
      print(`        ${colors.dim(step.seen)}`);
    }
  }
}

function detailsOf({ link, values, paste = [], doneKey }: ManualStep): string[] {
  const [first] = paste;
  const at = first && `${first.at.file}:${first.at.line}:${first.at.column}`;
  return [
    ...(link ? [link] : []),
    ...values,
    ...(at ? [`Paste it at ${at}: \`${pasteText(paste.map(({ key }) => key))}\``] : []),
    ...(doneKey ? [`Once it is done, write \`done: [${doneKey}]\` at its domain.`] : []),
  ];
}

/** `values: { amazon-ses: { dkimToken1: …, dkimToken2: … } }`: all of one template. */
function pasteText(keys: string[]): string {
  const [, template] = (keys[0] ?? '').split('.');
  return `values: { ${template}: { ${keys.map(key => `${key.split('.').at(-1)}: …`).join(', ')} } }`;
}
