/** Sealed values of the ledger under a new key: all or none, each for what it belongs to. */
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { resealedValues, type SealedColumn, sealedValues, writeResealed } from '../../src/ledger/sealed.ts';
import { generateKey, openKeys, seal, sealedBy, unseal } from '../../src/secrets/seal.ts';
import { onEachLedger } from '../support/ledger.ts';

const SAFES: SealedColumn[] = [
  { table: 'safes', column: 'content', key: ['owner', 'name'], context: ({ owner, name }) => `safe:${owner}/${name}` },
];

const [old, next] = [generateKey(), generateKey()];
const both = openKeys(`${next},${old}`);

async function safes(ledger: Ledger, names: string[]): Promise<void> {
  await sql`create table safes (owner text not null, name text not null, content text)`.execute(ledger.db);
  for (const name of names) {
    const sealed = seal(openKeys(old), `secret of ${name}`, `safe:acme.example/${name}`);
    await sql`insert into safes values ('acme.example', ${name}, ${sealed})`.execute(ledger.db);
  }
  await sql`insert into safes values ('acme.example', 'empty', null)`.execute(ledger.db);
}

onEachLedger('sealed values', places => {
  it('are sealed anew with the first key, and a second time there is nothing to do', async () => {
    const ledger = await places.open();
    await safes(ledger, ['a', 'b']);
    const again = resealedValues(await sealedValues(ledger, SAFES), both);
    expect(await writeResealed(ledger, again)).toBe(2);
    const values = await sealedValues(ledger, SAFES);
    expect(values.map(({ sealed }) => sealedBy(sealed))).toEqual([both[0].id, both[0].id]);
    expect(values.map(({ sealed, key }) => unseal(openKeys(next), sealed, `safe:acme.example/${key.name}`))).toEqual([
      'secret of a',
      'secret of b',
    ]);
    expect(resealedValues(values, both)).toEqual([]);
  });

  it('that do not open, or lie where they do not belong, end it with nothing written', async () => {
    const ledger = await places.open();
    await safes(ledger, ['a', 'b']);
    await sql`update safes set name = 'c' where name = 'b'`.execute(ledger.db);
    const values = await sealedValues(ledger, SAFES);
    expect(() => resealedValues(values, both)).toThrow(/safe:acme.example\/c cannot be opened/);
    expect(() => resealedValues(values, openKeys(next))).toThrow(/was sealed with key/);
  });

  it('that somebody replaced meanwhile stay as they are', async () => {
    const ledger = await places.open();
    await safes(ledger, ['a', 'b']);
    const again = resealedValues(await sealedValues(ledger, SAFES), both);
    const newer = seal(both, 'another', 'safe:acme.example/a');
    await sql`update safes set content = ${newer} where name = 'a'`.execute(ledger.db);
    expect(await writeResealed(ledger, again)).toBe(1);
    expect((await sealedValues(ledger, SAFES)).map(({ sealed }) => sealed)).toContain(newer);
  });
});
