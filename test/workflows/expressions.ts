/** GitHub's own evaluator of `${{ … }}`, over contexts of plain values. */
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

export type Contexts = Record<string, unknown>;

export type Status = 'success' | 'failure';

/** A step or job without a status function in its `if` runs only while all is well. */
export function isWanted(condition: unknown, contexts: Contexts, status: Status): boolean {
  const text = String(condition ?? 'success()').replace(/^\$\{\{([\s\S]*)\}\}$/, '$1');
  const asksStatus = /\b(success|failure|always|cancelled)\s*\(/.test(text);
  const value = evaluate(text, contexts, status);
  return isTrue(value) && (asksStatus || status === 'success');
}

/** The text with every expression in it replaced by its value. */
export const filled = (text: unknown, contexts: Contexts): string =>
  String(text).replace(/\$\{\{([\s\S]*?)\}\}/g, (_, expression) => evaluate(expression, contexts).coerceString());

function evaluate(expression: string, contexts: Contexts, status: Status = 'success'): data.ExpressionData {
  const { tokens } = new Lexer(expression).lex();
  const functions = { success: status === 'success', failure: status === 'failure', always: true, cancelled: false };
  const known = Object.entries(functions).map(([name, value]) => ({
    ...{ name, minArgs: 0, maxArgs: 0 },
    call: () => new data.BooleanData(value),
  }));
  const parsed = new Parser(tokens, Object.keys(contexts), known).parse();
  const values = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(parsed, values, new Map(known.map(each => [each.name, each]))).evaluate();
}

const isTrue = (value: data.ExpressionData): boolean => !['', 'false', '0'].includes(value.coerceString());
