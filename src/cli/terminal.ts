/** What people see: text on stdout, progress and notes on stderr, colours where the terminal has them. */
import { clearLine, cursorTo } from 'node:readline';
import pc from 'picocolors';

export type Colors = ReturnType<typeof pc.createColors>;

export interface Terminal {
  colors: Colors;
  /** A person sits there and can be asked. */
  interactive: boolean;
  /** Columns to fit into. */
  width: number;
  print(text?: string): void;
  note(text: string): void;
  progress(total: number, what: string): Progress;
}

/** On a terminal one line that moves, elsewhere a plain line now and then. */
export interface Progress {
  step(done: number, current?: string): void;
  end(): void;
}

export interface TerminalOptions {
  color: boolean;
  quiet: boolean;
  /** Only the JSON document goes to stdout. */
  json: boolean;
}

export function openTerminal({ color, quiet, json }: TerminalOptions): Terminal {
  // picocolors takes every CI for a terminal; a pipe or a file there wants plain text.
  const shown = process.stdout.isTTY === true || process.env.FORCE_COLOR !== undefined;
  const colors = pc.createColors(color && !json && shown && pc.isColorSupported);
  const silent = quiet || json;
  let clearLine = () => {};
  return {
    colors,
    interactive: process.stdin.isTTY === true && process.stdout.isTTY === true && !json,
    width: process.stdout.columns || 120,
    print: (text = '') => {
      if (!json) process.stdout.write(`${text}\n`);
    },
    note: text => {
      if (quiet) return;
      // The moving line comes back below the note with its next step.
      clearLine();
      process.stderr.write(`${colors.dim(text)}\n`);
    },
    progress: (total, what) => {
      if (silent || total === 0) return { step: () => {}, end: () => {} };
      if (!process.stderr.isTTY) return plainLines(total, what);
      const line = movingLine(total, what);
      clearLine = line.end;
      return line;
    },
  };
}

function movingLine(total: number, what: string): Progress {
  const clear = () => {
    cursorTo(process.stderr, 0);
    clearLine(process.stderr, 0);
  };
  return {
    step: (done, current = '') => {
      clear();
      const line = `${bar(done, total)} ${done}/${total} ${what}  ${current}`;
      // A line that wraps could not be cleared again.
      process.stderr.write(line.slice(0, process.stderr.columns - 1));
    },
    end: clear,
  };
}

/** In a log of CI every tenth of the way is enough, and nothing where all is done at once. */
function plainLines(total: number, what: string): Progress {
  const stride = Math.ceil(total / 10);
  let said = 0;
  return {
    step: done => {
      if (stride < 2 || done === said || (done % stride !== 0 && done !== total)) return;
      said = done;
      process.stderr.write(`${done}/${total} ${what}\n`);
    },
    end: () => {},
  };
}

function bar(done: number, total: number): string {
  const width = 24;
  const filled = Math.round((done / total) * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}
