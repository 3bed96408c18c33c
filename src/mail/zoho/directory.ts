/** Who is in the organisation: Zoho lists everybody or nobody, twenty calls a minute are all there are, and every change wants both ids. */
import { unlessMissing } from '../failure.ts';
import type { Account, ZohoApi } from './api.ts';
import { primaryOf } from './convert.ts';

export interface Directory {
  all(): Promise<Account[]>;
  /** The account whose own address it is; an alias is none. */
  find(address: string): Promise<Account | undefined>;
  /** As `find`, from what was seen before: for the ids, which do not change. */
  known(address: string): Promise<Account | undefined>;
  add(account: Account): void;
  /** After a change: what was listed is old. */
  forget(address?: string): void;
}

/** More than Zoho's page documents, and what public clients ask for. */
const PAGE = 200;
/** A run that looks at many domains lists the organisation once. */
const LISTED_FOR_MS = 60_000;

export function directoryOf(api: ZohoApi, now: () => number): Directory {
  const seen = new Map<string, Account>();
  let listed: { at: number; accounts: Promise<Account[]> } | undefined;

  /** The largest page is not documented, so a short one need not be the last: one with nobody new is. */
  async function list(): Promise<Account[]> {
    const accounts = new Map<string, Account>();
    for (let start = 0, known = -1; accounts.size > known; ) {
      known = accounts.size;
      const page = await api.accounts(start, PAGE);
      for (const account of page) accounts.set(String(account.zuid), account);
      start += page.length;
    }
    return [...accounts.values()];
  }

  async function find(address: string): Promise<Account | undefined> {
    const account = await unlessMissing(api.account(address));
    if (!account || primaryOf(account) !== address) return undefined;
    seen.set(address, account);
    return account;
  }

  return {
    all() {
      if (!listed || now() - listed.at > LISTED_FOR_MS) {
        const accounts = list();
        listed = { at: now(), accounts };
        accounts.then(
          each => each.forEach(account => void seen.set(primaryOf(account), account)),
          () => {
            listed = undefined;
          },
        );
      }
      return listed.accounts;
    },
    find,
    known: async address => seen.get(address) ?? find(address),
    add: account => void seen.set(primaryOf(account), account),
    forget(address) {
      listed = undefined;
      if (address) seen.delete(address);
    },
  };
}
