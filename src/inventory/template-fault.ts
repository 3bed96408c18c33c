/** What is wrong with a template, by its path in the file; and what all named values have to keep to. */
import type { Path } from './positions.ts';
import type { Problem } from './problem.ts';
import type { TemplateVariable } from './provider-template.ts';

export interface TemplateFault extends Problem {
  path: Path;
}

export const faultWhen = (wrong: boolean, rule: string, path: Path, message: string, fix: string): TemplateFault[] =>
  wrong ? [{ path, rule, message, fix }] : [];

export function patternFaults(
  path: Path,
  value: Partial<Pick<TemplateVariable, 'pattern' | 'default' | 'example'>>,
): TemplateFault[] {
  if (value.pattern === undefined) return [];
  const pattern = compiled(value.pattern);
  if (!pattern) {
    const message = `\`${value.pattern}\` is not a regular expression.`;
    return [{ path: [...path, 'pattern'], rule: 'bad-pattern', message }];
  }
  return (['default', 'example'] as const).flatMap(key => {
    const text = value[key];
    if (text === undefined || pattern.test(text)) return [];
    const message = `\`${text}\` does not match the pattern beside it.`;
    return [{ path: [...path, key], rule: 'bad-pattern', message, fix: 'Correct one of the two.' }];
  });
}

export function requiredFaults(
  path: Path,
  { required, default: fallback }: Pick<TemplateVariable, 'required' | 'default'>,
): TemplateFault[] {
  if (!required || fallback === undefined) return [];
  const message = 'A variable with a default is never missing, so it cannot be required.';
  return [{ path: [...path, 'required'], rule: 'bad-value', message, fix: 'Remove one of the two.' }];
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'i');
  } catch {
    return undefined;
  }
}
