// Plain JavaScript, so that an old Node can still say what is wrong: Pulumi takes the `node` of the PATH.
import { existsSync } from 'node:fs';

const major = Number(process.versions.node.split('.', 1)[0]);
const source = new URL('../src/engine/program.ts', import.meta.url);
const compiled = new URL('../dist/engine/program.js', import.meta.url);

export default async () => {
  if (major < 24) {
    throw new Error(
      `Mailyard needs Node 24 and Pulumi found Node ${process.versions.node}. Run \`npm run pulumi -- <command>\`, which puts the project's own Node first.`,
    );
  }
  const { default: program } = await import((existsSync(source) ? source : compiled).href);
  return program();
};
