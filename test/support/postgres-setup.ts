/** Once a test run: the PostgreSQL that stories of the ledger are told on too. */
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a user who may make databases; undefined: there is no PostgreSQL here. */
    postgres: string | undefined;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.MAILYARD_TEST_DATABASE_URL;
  const server = given ? undefined : await startPostgres();
  project.provide('postgres', given ?? server?.url);
  return async () => server?.remove();
}
