import { expect, type Scene } from '../scene.ts';

const ACCOUNTS = `accounts:
  google-workspace: { admin: mailyard@acme.example }
  migadu: { user: admin@acme.example }
  microsoft-365:
    tenant: 11111111-2222-4333-8444-555555555555
    clientId: 66666666-7777-4888-9999-aaaaaaaaaaaa
    licence: O365_BUSINESS_ESSENTIALS
    usageLocation: DE`;

const commented = (text: string): string => text.replaceAll(/^/gm, '# ');

export const accounts: Scene = {
  title: 'Mailboxes as code: three accounts in the inventory, and what that would make',
  async play({ run, edit, callsDuring }) {
    edit({ file: 'domains/estate.yaml', from: commented(ACCOUNTS), to: ACCOUNTS });
    const calls = await callsDuring(async () => {
      const { code, text } = await run('mailyard plan', { first: 6, from: 'primary at microsoft-365' });
      expect(code === 2 && text.includes('+ 35 mailboxes to make'), 'the mailboxes are to be made');
    });
    expect(calls === 0, 'a plan costs no call');
    return 'The inventory says where; secrets stay in the environment. Each provider also gets its proof of ownership in DNS.';
  },
};
