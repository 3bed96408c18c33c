/** Mailgun's request fields as its OpenAPI description has them (github.com/mailgun/mailgun-mcp-server, read 2026-11-26). */
import { type BodySchema, strict } from '../strict.ts';

const text = { type: 'string', minLength: 1 };
/** Forms know only text. */
const flag = { enum: ['true', 'false', 'yes', 'no'] };
const whole = { type: 'string', pattern: '^\\d+$' };
/** "Password is too short. It must be between 5 and 32 characters." */
const password = { type: 'string', minLength: 5, maxLength: 32 };
const login = { type: 'string', pattern: '^[^@\\s]+(@[^@\\s]+)?$' };

const domain: BodySchema = {
  name: { type: 'string', pattern: '^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]*$' },
  ...{ archive_to: text, dkim_host_name: text, dkim_key_size: { enum: ['1024', '2048'] } },
  // An atom of RFC 2822 §3.2.4: no dots.
  dkim_selector: { type: 'string', pattern: '^[A-Za-z0-9_-]+$' },
  ...{ encrypt_incoming_message: flag, force_dkim_authority: flag, force_root_dkim_host: flag, wildcard: flag },
  ...{ pool_id: text, ips: text, require_tls: flag, skip_verification: flag },
  spam_action: { enum: ['disabled', 'block', 'tag'] },
  ...{ smtp_password: password, use_automatic_sender_security: flag, web_prefix: text },
  ...{ web_scheme: { enum: ['http', 'https'] }, message_ttl: whole },
};

export const bodies = {
  createDomain: strict(domain, ['name']),
  createCredential: strict({ login, mailbox: login, system: flag, password }, ['login']),
  createKey: strict({ signing_domain: text, selector: text, pem: text, bits: whole }, ['signing_domain', 'selector']),
  updateCredential: strict({ password }),
};
