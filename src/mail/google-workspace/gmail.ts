/** What is Gmail's own of a mailbox: signature, the name on its messages, forwarding. */
import type { Connection } from '../adapter.ts';
import { isFailure, ProviderFailure } from '../failure.ts';
import type { Settled } from '../settling.ts';
import type { GoogleApis } from './api.ts';
import type { GmailSettings, GoogleUser } from './convert.ts';

export interface GmailCalls {
  read(address: string): Promise<GmailSettings>;
  /** Waits until the mailbox is there. */
  setSendAs(address: string, settings: GmailSettings['sendAs']): Promise<void>;
  /** Null ends it. Throws `early` while the owner of the other address has not agreed. */
  setForwarding(address: string, to: string | null): Promise<void>;
}

/** A new user's mailbox comes some time after the user; how long is nowhere documented. */
const LONGEST_WAIT_MS = 600_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 30_000;

export function gmailCalls(connection: Connection, { directory, gmail }: GoogleApis, settled: Settled): GmailCalls {
  const settings = (address: string) => `/users/${encodeURIComponent(address)}/settings`;
  const sendAs = (address: string) => `${settings(address)}/sendAs/${encodeURIComponent(address)}`;

  async function isSetUp(address: string): Promise<boolean> {
    const path = `/users/${encodeURIComponent(address)}`;
    const doing = `whether the mailbox of ${address} is there`;
    const user = await settled(address, () => directory.call<GoogleUser>({ method: 'GET', path, doing }));
    return user.isMailboxSetup === true;
  }

  /** Gmail is simply asked: only where it refuses is the Directory asked whether the mailbox is there yet. */
  async function onceSetUp<T>(address: string, ask: () => Promise<T>): Promise<T> {
    const end = connection.now() + LONGEST_WAIT_MS;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
      try {
        return await ask();
      } catch (error) {
        // `missing`: the sign-in service does not know the new user yet.
        if (!isFailure(error, 'early', 'missing') || (await isSetUp(address))) throw error;
      }
      if (connection.now() >= end) throw neverSetUp(address);
      await connection.sleep(pause, `Google Workspace is still setting up the mailbox of ${address}`);
    }
  }

  /** Whether its owner lets mail be forwarded there; within the account nobody is asked. */
  async function consentOf(address: string, to: string): Promise<string | undefined> {
    const path = `${settings(address)}/forwardingAddresses`;
    type Consent = { verificationStatus?: string };
    try {
      const json = { forwardingEmail: to };
      const doing = `to let ${address} forward to ${to}`;
      return (await gmail(address).call<Consent>({ method: 'POST', path, json, doing })).verificationStatus;
    } catch (error) {
      if (!isFailure(error, 'exists')) throw error;
      const doing = `whether ${address} may forward to ${to}`;
      const there = { method: 'GET', path: `${path}/${encodeURIComponent(to)}`, doing } as const;
      return (await gmail(address).call<Consent>(there)).verificationStatus;
    }
  }

  return {
    async read(address) {
      const get = <T>(path: string, doing: string) => gmail(address).call<T>({ method: 'GET', path, doing });
      return {
        sendAs: await get(sendAs(address), `for the signature of ${address}`),
        forwarding: await get(`${settings(address)}/autoForwarding`, `where ${address} forwards to`),
      };
    },
    async setSendAs(address, json) {
      const doing = `to set ${'signature' in json ? 'the signature' : 'the name'} of ${address}`;
      await onceSetUp(address, () => gmail(address).call({ method: 'PATCH', path: sendAs(address), json, doing }));
    },
    async setForwarding(address, to) {
      const consent = to === null ? 'accepted' : await onceSetUp(address, () => consentOf(address, to));
      if (consent === 'pending') throw notAgreed(address, String(to));
      const json = to === null ? { enabled: false } : { enabled: true, emailAddress: to, disposition: 'leaveInInbox' };
      const doing = to === null ? `to end the forwarding of ${address}` : `to forward ${address} to ${to}`;
      const path = `${settings(address)}/autoForwarding`;
      await onceSetUp(address, () => gmail(address).call({ method: 'PUT', path, json, doing }));
    },
  };
}

const neverSetUp = (address: string): ProviderFailure =>
  new ProviderFailure('early', `Google Workspace has not set up the mailbox of ${address} within ten minutes.`, {
    fix: 'Look in the Admin console whether this user has a licence with Gmail, and run it again.',
  });

const notAgreed = (address: string, to: string): ProviderFailure =>
  new ProviderFailure('early', `${address} cannot forward to ${to} yet: Google Workspace has asked its owner first.`, {
    fix: `Somebody who reads ${to} has to follow the link in Google's message. Then run it again.`,
  });
