/** Test messages that are to prove a DKIM key. Each is written down before it leaves, and counts as sent from then on. */
import type { Generated, Selectable } from 'kysely';
import type { DkimAlgorithm } from '../inventory/model.ts';
import type { Ledger } from './ledger.ts';
import { addGrants, inTurn } from './throttle.ts';

export interface DkimProbeTables {
  dkim_probes: ProbeTable;
}

interface ProbeTable extends Pick<DkimProbe, 'token' | keyof ProbeRing | 'selector' | 'occasion'> {
  id: Generated<number>;
  sent_at: number;
  refused: string | null;
  received_at: number | null;
  result: string | null;
}

/** One signature of a message, and what the authoritative servers make of it. */
export interface ProbeSignature {
  /** `d=` */
  domain: string;
  selector: string;
  /** `pass`, or mailauth's word for what else it is. */
  result: string;
  /** Why it does not pass. */
  reason?: string;
}

export interface DkimProbe {
  /** In its subject and its Message-ID: nobody can guess it. */
  token: string;
  /** `d=` of the signature that is expected. */
  domain: string;
  signer: string;
  algorithm: DkimAlgorithm;
  /** The selector that is expected. */
  selector: string;
  /** What of the key it is to prove: of the same selector, switched to again, another one. */
  occasion: number;
  /** Epoch milliseconds, as all times here. */
  sentAt: number;
  /** Why it surely did not leave. */
  refused?: string;
  receivedAt?: number;
  /** Once it is received. */
  signatures?: ProbeSignature[];
}

export type ProbeRing = Pick<DkimProbe, 'domain' | 'signer' | 'algorithm'>;

/** Between two messages of a ring. */
export const PROBE_EVERY = 900_000;

/** Whose message it is in the books of the throttler. */
export interface ProbeSender {
  mailbox: string;
  /** The domain of the estate. */
  domain: string;
}

/**
 * Written before it is sent, with its grant: it asks no cap, and counts in each. False: another one of the ring is from less than a
 * quarter of an hour ago, and nothing was written. A clock that was set back makes nobody wait for longer.
 */
export async function addProbe(ledger: Ledger, probe: DkimProbe, { mailbox, domain }: ProbeSender): Promise<boolean> {
  return inTurn(ledger, async db => {
    const last = (await probesOf({ ...ledger, db }, probe)).at(-1);
    if (last && Math.abs(probe.sentAt - last.sentAt) < PROBE_EVERY) return false;
    await db.insertInto('dkim_probes').values(toRow(probe)).execute();
    const grant = { key: probe.token, kind: 'grant' as const, at: probe.sentAt, mailbox, domain };
    await addGrants(db, [{ ...grant, ip: null, receiver: null, messages: 1 }]);
    return true;
  });
}

/** It surely did not leave: its grant is given back. */
export async function refuseProbe(
  ledger: Ledger,
  { token, sentAt }: DkimProbe,
  { mailbox, domain }: ProbeSender,
  why: string,
): Promise<void> {
  await inTurn(ledger, async db => {
    await db.updateTable('dkim_probes').set({ refused: why }).where('token', '=', token).execute();
    const release = { key: token, kind: 'release' as const, at: sentAt, mailbox, domain };
    await addGrants(db, [{ ...release, ip: null, receiver: null, messages: -1 }]);
  });
}

/** Of a ring, oldest first. */
export async function probesOf({ db }: Pick<Ledger, 'db'>, { domain, signer, algorithm }: ProbeRing) {
  const rows = await db
    .selectFrom('dkim_probes')
    .selectAll()
    .where('domain', '=', domain)
    .where('signer', '=', signer)
    .where('algorithm', '=', algorithm)
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

export async function probeByToken({ db }: Ledger, token: string): Promise<DkimProbe | undefined> {
  const row = await db.selectFrom('dkim_probes').selectAll().where('token', '=', token).executeTakeFirst();
  return row && fromRow(row);
}

/** False: it was received before, and that is what counts. */
export async function receiveProbe(
  { db }: Ledger,
  token: string,
  signatures: readonly ProbeSignature[],
  at: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('dkim_probes')
    .set({ received_at: at, result: JSON.stringify(signatures) })
    .where('token', '=', token)
    .where('received_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

const toRow = ({ token, domain, signer, algorithm, selector, occasion, sentAt }: DkimProbe) => ({
  ...{ token, domain, signer, algorithm, selector, occasion, sent_at: sentAt },
});

const fromRow = ({ id: _, sent_at, refused, received_at, result, ...row }: Selectable<ProbeTable>): DkimProbe => ({
  ...row,
  sentAt: sent_at,
  ...(refused !== null && { refused }),
  ...(received_at !== null && { receivedAt: received_at }),
  ...(result !== null && { signatures: JSON.parse(result) as ProbeSignature[] }),
});
