/** Google Workspace: users by the Directory API, their settings by Gmail's, domains by Site Verification. */
import type { MailAdapter } from '../adapter.ts';
import { googleApis } from './api.ts';
import { domainCalls } from './domains.ts';
import { facts } from './facts.ts';
import { readKey } from './key.ts';
import { mailboxCalls } from './users.ts';

export const googleWorkspace = {
  facts,
  connect(connection) {
    const { admin = '', customer = '' } = connection.account;
    const apis = googleApis(connection, readKey(connection.secret('GOOGLE_WORKSPACE_CREDENTIALS')));
    return {
      /** The token proves the key and all scopes, the call that this administrator may ask. */
      async check() {
        const path = `/users/${encodeURIComponent(admin)}`;
        await apis.directory.call({ method: 'GET', path, doing: `to show ${admin}` });
      },
      domains: domainCalls(apis, customer),
      mailboxes: mailboxCalls(connection, apis),
    };
  },
} satisfies MailAdapter;
