import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Owner, ownedBy, ownerComment, ownerOf, ownerOfUrn } from '../../src/records/owner.ts';
import { OTHER_PROJECT, OTHER_STACK, OWNER } from '../support/zone.ts';

describe('the mark in a comment', () => {
  test('names project, stack and key, and whether the record was there before', () => {
    expect(ownerComment(OWNER, 'spf@bounce')).toBe('mailyard:acme/primary:spf@bounce');
    expect(ownerComment(OWNER, 'mx-1', true)).toBe('mailyard:acme/primary:mx-1:adopted');
  });

  test.each([
    '',
    'made by hand',
    'mailyard',
    'mailyard:',
    'mailyard:acme/primary',
    'mailyard:acme/primary:',
    'see mailyard:a/b:spf',
  ])('is not in "%s"', comment => expect(ownerOf(comment)).toBeUndefined());

  test('tells stacks and projects apart', () => {
    const comment = ownerComment(OWNER, 'spf');
    expect([OWNER, OTHER_STACK, OTHER_PROJECT].map(owner => ownedBy(owner, comment))).toEqual([true, false, false]);
    expect(ownedBy(OWNER, 'a note')).toBe(false);
  });

  const name = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,29}$/);
  const owners: fc.Arbitrary<Owner> = fc.record({ project: name, stack: name });
  const keys = fc.stringMatching(/^[a-z*_][a-z0-9@._*-]{0,250}$/);

  test('fits 100 characters for any key and is read back as it was written', () => {
    fc.assert(
      fc.property(owners, keys, fc.boolean(), (owner, key, adopted) => {
        const comment = ownerComment(owner, key, adopted);
        expect(comment.length).toBeLessThanOrEqual(100);
        const found = ownerOf(comment);
        expect(found).toMatchObject({ ...owner, adopted });
        expect(ownerComment(owner, found?.key ?? '', adopted)).toBe(comment);
        expect(ownedBy(owner, comment)).toBe(true);
      }),
    );
  });

  test('is refused where the names leave no room for a key', () => {
    const owner = { project: 'p'.repeat(60), stack: 's'.repeat(20) };
    expect(() => ownerComment(owner, 'spf')).toThrow(/too long together/);
  });

  test('keeps keys apart that begin alike and are too long', () => {
    const long = 'consent-'.padEnd(90, 'x');
    expect(ownerComment(OWNER, `${long}.a`)).not.toBe(ownerComment(OWNER, `${long}.b`));
    expect(ownerOf(ownerComment(OWNER, 'short'))?.key).toBe('short');
  });

  test('belongs to the stack and project of the URN', () => {
    expect(ownerOfUrn('urn:pulumi:pool-a::acme::mailyard:index:ZoneRecords::acme.example')).toEqual(OTHER_STACK);
  });
});
