/** Microsoft 365 through Microsoft Graph. What only Exchange can do stands in `manual.ts`. */
import type { MailAdapter } from '../adapter.ts';
import { graphApi, judge } from './api.ts';
import { domainCalls } from './domains.ts';
import { facts } from './facts.ts';
import { licencesOf } from './licences.ts';
import { accessTokens, checkPermissions } from './login.ts';
import { mailboxCalls } from './mailboxes.ts';

const fixes = {
  missing: 'It was removed there by hand: `mailyard up --refresh` sees that, and makes it again.',
};

export const microsoft365 = {
  facts,
  connect(connection) {
    const { url = '', licence = '' } = connection.account;
    const token = accessTokens(connection);
    const headers = async () => ({ authorization: `Bearer ${await token()}` });
    const graph = graphApi(connection.http({ baseUrl: url, headers, judge, fixes }));
    const licences = licencesOf(graph, licence);
    return {
      async check() {
        checkPermissions(await token());
        await licences.check();
      },
      freeLicences: asked => licencesOf(graph, asked).free(),
      domains: domainCalls(graph),
      mailboxes: mailboxCalls(connection, graph, licences),
    };
  },
} satisfies MailAdapter;
