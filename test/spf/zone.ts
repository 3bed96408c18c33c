/** A zone as plain data, as a resolver of the evaluator: `name type` → values. Other types at a known name are absent, other names do not exist. */
import { evaluateSpf, type SpfEvaluation, type SpfQuestion } from '../../src/spf/evaluate.ts';
import type { SpfResolver } from '../../src/spf/resolver.ts';

/** `failed`: nobody answers. MX values in the order of their preference. */
export type Zone = Record<string, string[] | 'failed'>;

export interface CountingResolver {
  resolve: SpfResolver;
  /** `name type` in the order of the questions. */
  asked: string[];
}

export function resolverFor(zone: Zone): CountingResolver {
  const folded = new Map(Object.entries(zone).map(([key, values]) => [fold(key), values]));
  const names = new Set([...folded.keys()].map(key => key.slice(0, key.lastIndexOf(' '))));
  const asked: string[] = [];
  return {
    asked,
    resolve: async (name, type) => {
      asked.push(`${name} ${type}`);
      const values = folded.get(fold(`${name} ${type}`));
      if (values === 'failed') return { status: 'failed', reason: `${type} ${name}: no answer` };
      if (values && values.length > 0) return { status: 'found', values };
      return { status: 'absent', nxdomain: !names.has(name.toLowerCase()) };
    },
  };
}

export const SENDER = { ip: '192.0.2.10', mailFrom: 'alex@acme.example', helo: 'mx.acme.example' };

/** The record of acme.example, or more of the zone, evaluated for one message. */
export async function evaluate(
  record: string,
  zone: Zone = {},
  question: Partial<SpfQuestion> = {},
): Promise<SpfEvaluation & { asked: string[] }> {
  const { resolve, asked } = resolverFor({ 'acme.example TXT': [record], ...zone });
  return { ...(await evaluateSpf({ ...SENDER, ...question }, resolve, () => 1_700_000_000_000)), asked };
}

/** The type is in capitals, names are without case. */
function fold(key: string): string {
  const at = key.lastIndexOf(' ');
  return `${key.slice(0, at).toLowerCase()}${key.slice(at)}`;
}
