/** Sealed values: each opens with MAILYARD_KEY. */
import { MailyardError } from '../../error.ts';
import { unseal } from '../../secrets/seal.ts';
import { contextOf, sealedValues } from '../sealed.ts';
import type { LedgerCheck } from './check.ts';

export const sealed: LedgerCheck = {
  name: 'sealed',
  title: 'every private key opens with MAILYARD_KEY',
  unknown: 'MAILYARD_KEY is not set',
  async problems(ledger, keys) {
    const values = await sealedValues(ledger);
    if (!keys) return values.length === 0 ? [] : undefined;
    return values.flatMap(value => {
      try {
        unseal(keys, value.sealed, contextOf(value));
        return [];
      } catch (error) {
        if (!(error instanceof MailyardError)) throw error;
        return [error.message.replace(/\.$/, '')];
      }
    });
  },
};
