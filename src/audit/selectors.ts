/** DKIM selectors cannot be listed; these are the ones that senders are known to use. Checked 2026-11. */

export const knownSelectors: readonly string[] = [
  ...['google', 'selector1', 'selector2', 'default', 'dkim', 'dkim1', 'mail', 'smtp', 'email', 'mx', 'x'],
  ...['k1', 'k2', 'k3', 's1', 's2', 's1024', 's2048', 'key1', 'key2', 'key3', 'fm1', 'fm2', 'fm3'],
  ...['pm', 'mandrill', 'mailjet', 'brevo1', 'brevo2', 'resend', 'pdk1', 'pdk2', 'krs', 'mta', 'smtpapi'],
  ...['protonmail', 'protonmail2', 'protonmail3', 'sig1', 'zoho', 'zmail', 'zendesk1', 'zendesk2'],
  ...['purelymail1', 'purelymail2', 'purelymail3', 'cm', 'ctct1', 'ctct2', 'litesrv', 'titan1', 'titan2'],
];

/** Nobody's: an answer for it shows a wildcard. */
export const NO_SELECTOR = 'mailyard-no-such-selector';
