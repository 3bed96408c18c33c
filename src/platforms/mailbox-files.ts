/** Mailboxes as the files that sending platforms import. */
import type { MailAccess, MailServer } from '../inventory/provider-template.ts';

/** One row. Passwords in clear. */
export interface MailboxRow {
  address: string;
  /** What programs log in with. */
  login: string;
  name: string;
  password: string;
  provider: string;
  segment: string;
  dailyLimit?: number | null;
  signature?: string;
  access?: MailAccess;
  /** What it sends with, where that is a login at a relay; its server stands in `access.smtp`. */
  smtp?: { login: string; password: string };
}

type Cell = string | number | null | undefined;
type Column = [head: string, cell: (row: MailboxRow) => Cell];

export interface MailboxFormat {
  title: string;
  /** A platform signs in over IMAP and SMTP at once, and refuses what it cannot reach. */
  connects: boolean;
  /** It has one user and password for both directions. */
  onePassword?: true;
  columns: Column[];
}

const address = ({ address }: MailboxRow) => address;
const login = ({ login }: MailboxRow) => login;
const name = ({ name }: MailboxRow) => name;
const password = ({ password }: MailboxRow) => password;
const smtpLogin = ({ smtp, login }: MailboxRow) => smtp?.login ?? login;
const smtpPassword = ({ smtp, password }: MailboxRow) => smtp?.password ?? password;
const dailyLimit = ({ dailyLimit }: MailboxRow) => dailyLimit;
const imapHost = ({ access }: MailboxRow) => access?.imap?.host;
const imapPort = ({ access }: MailboxRow) => access?.imap?.port;
const smtpHost = ({ access }: MailboxRow) => access?.smtp.host;
const smtpPort = ({ access }: MailboxRow) => access?.smtp.port;
const firstName = ({ name }: MailboxRow) => name.split(' ', 1)[0];
const lastName = ({ name }: MailboxRow) => name.slice(name.indexOf(' ') + 1 || name.length);

/** Their warm-up columns are left out: they are optional, and how a mailbox is warmed is not the file's to say. */
export const mailboxFormats: Readonly<Record<string, MailboxFormat>> = {
  csv: {
    title: 'CSV',
    connects: false,
    columns: [
      ['address', address],
      ['name', name],
      ['login', login],
      ['password', password],
      ['provider', ({ provider }) => provider],
      ['segment', ({ segment }) => segment],
      ['imap_host', imapHost],
      ['imap_port', imapPort],
      ['smtp_host', smtpHost],
      ['smtp_port', smtpPort],
      ['daily_limit', dailyLimit],
      ['smtp_login', smtpLogin],
      ['smtp_password', smtpPassword],
    ],
  },
  // The names of its API (api.smartlead.ai, Add SMTP Email Account), which its sample file has too (2026-11).
  smartlead: {
    title: 'Smartlead',
    connects: true,
    columns: [
      ['from_name', name],
      ['from_email', address],
      ['user_name', smtpLogin],
      ['password', smtpPassword],
      ['smtp_host', smtpHost],
      ['smtp_port', smtpPort],
      ['imap_host', imapHost],
      ['imap_port', imapPort],
      ['max_email_per_day', dailyLimit],
      ['signature', ({ signature }) => signature],
      ['imap_user_name', login],
      ['imap_password', password],
    ],
  },
  // As in its sample file, by several tools that write it (2026-11).
  instantly: {
    title: 'Instantly',
    connects: true,
    columns: [
      ['Email', address],
      ['First Name', firstName],
      ['Last Name', lastName],
      ['IMAP Username', login],
      ['IMAP Password', password],
      ['IMAP Host', imapHost],
      ['IMAP Port', imapPort],
      ['SMTP Username', smtpLogin],
      ['SMTP Password', smtpPassword],
      ['SMTP Host', smtpHost],
      ['SMTP Port', smtpPort],
      ['Daily Limit', dailyLimit],
    ],
  },
  // Its documentation does not name the columns of POST /api/sender-emails/bulk; these are a working tool's, and the fields
  // of POST /api/sender-emails/imap-smtp by other names (2026-11).
  emailbison: {
    title: 'EmailBison',
    connects: true,
    onePassword: true,
    columns: [
      ['Name', name],
      ['Email', address],
      ['Password', password],
      ['IMAP Server', imapHost],
      ['IMAP Port', imapPort],
      ['SMTP Server', smtpHost],
      ['SMTP Port', smtpPort],
      ['Daily Limit', dailyLimit],
      ['SMTP Secure', ({ access }) => isTls(access?.smtp)],
      ['IMAP Secure', ({ access }) => isTls(access?.imap)],
    ],
  },
};

/** RFC 8314 §3: TLS from the first byte. */
const isTls = (server: MailServer | undefined): string | undefined =>
  server && String(server.port === 465 || server.port === 993);

/** RFC 4180. */
export function mailboxFile({ columns }: MailboxFormat, rows: MailboxRow[]): string {
  const lines = [columns.map(([head]) => head), ...rows.map(row => columns.map(([, cell]) => cell(row)))];
  return lines.map(cells => `${cells.map(quoted).join(',')}\r\n`).join('');
}

function quoted(cell: Cell): string {
  const text = String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
