import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BOUNCE_CLASSES, type BounceClass } from '../../../src/ledger/events/event.ts';
import { classify, classifySes } from '../../../src/runtime/events/classify.ts';
import { parseReply, replyLine } from '../../../src/runtime/events/reply.ts';

/** Replies as receivers word them, shortened; addresses and hosts are ours. */
const replies: Record<BounceClass, string[]> = {
  recipient: [
    '550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient',
    '550 5.1.1 <bo@receiver.example>: Recipient address rejected: User unknown in virtual mailbox table',
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient bo@receiver.example not found by SMTP address lookup',
    '550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [mx.receiver.example]',
    "554 delivery error: dd This user doesn't have a receiver.example account (bo@receiver.example) [0]",
    '550 5.5.0 Requested action not taken: mailbox unavailable',
    '550 No such user here',
    '553 sorry, no mailbox here by that name (#5.7.1)',
    '550 5.2.1 The email account that you tried to reach is disabled',
    '554 30 Sorry, your message to bo@receiver.example cannot be delivered. This mailbox is disabled (554.30).',
    '550 5.7.1 <bo@receiver.example>: Relay access denied',
    '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; the group only accepts messages from people in its organization',
    'smtp; 550 5.1.2 Host unknown (Name server: receiver.example: host not found)',
    '556 5.1.10 Domain does not accept mail (nullMX)',
    '550 Invalid recipient bo@receiver.example (#5.1.1)',
    '550 5.1.6 Recipient no longer on server: bo@receiver.example',
    '554 5.4.14 Hop count exceeded - possible mail loop',
    '550 unrouteable address',
    '550 5.0.0 account bo@receiver.example has been closed',
    '551 not here',
    '550 5.1.1',
  ],
  sender: [
    '550-5.7.26 This mail has been blocked because the sender is unauthenticated. DKIM = did not pass SPF [acme.example] = did not pass',
    "550 5.7.26 Unauthenticated email from acme.example is not accepted due to domain's DMARC policy",
    '550-5.7.1 Our system has detected that this message is likely unsolicited mail. To reduce the amount of spam, this message has been blocked',
    '550 5.7.1 [192.0.2.9] Our system has detected that this message is likely suspicious due to the very low reputation of the sending domain',
    '421-4.7.28 Our system has detected an unusual rate of mail originating from your IP address',
    '550 5.7.25 The IP address sending this message does not have a PTR record setup',
    '550 5.7.515 Access denied, sending domain acme.example does not meet the required authentication level',
    '550 5.7.509 Access denied, sending domain acme.example does not pass DMARC verification and has a policy of reject',
    "550 5.7.1 Unfortunately, messages from [192.0.2.9] weren't sent. Please contact your provider since part of their network is on our block list (S3150)",
    "421 RP-001 (SN1) Unfortunately, some messages from 192.0.2.9 weren't sent. Please try again. We have limits",
    '550 5.7.606 Access denied, banned sending IP [192.0.2.9]',
    '550 5.1.8 Access denied, bad outbound sender AS(42004)',
    '550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP',
    '421 4.7.0 [TSS04] Messages from 192.0.2.9 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1',
    '553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.9, because the ip is in a list',
    '554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.example',
    '550 5.1.1 <bo@receiver.example> rejected: 192.0.2.9 is listed at a DNSBL',
    "554 Your access to this mail system has been rejected due to the sending MTA's poor reputation",
    '550 5.1.8 <alex@acme.example>: Sender address rejected: Domain not found',
    '550 Sender verify failed',
    '450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.9]',
    '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname',
    '421 Too many concurrent SMTP connections from this IP address; please try again later',
    '452 4.7.1 Rate limit exceeded for 192.0.2.9',
    '550 5.4.5 Daily user sending limit exceeded',
    '550 5.7.23 The message was rejected because of Sender Policy Framework violation',
    '550 5.7.1 rejected by SPF: 192.0.2.9 is not a designated mailserver',
    '554 5.7.1 [CS01] Message rejected due to local policy; the sender has a poor reputation',
    '451 4.7.650 The mail server [192.0.2.9] has been temporarily rate limited due to IP reputation',
    '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    '550 5.7.30',
  ],
  content: [
    '552 5.3.4 Message size exceeds fixed limit',
    '552-5.7.0 This message was blocked because its content presents a potential security issue: attachments of this type are not allowed',
    '554 5.7.1 The message was rejected because it contains a URL listed on a URI blocklist',
    '550 A URL in this email (acme.example) is listed on a list of spam links',
    '554 5.7.1 Message contains a virus (Eicar-Test-Signature)',
    '554 5.7.1 Spam message rejected',
    '550 High probability of spam',
    '550 5.7.1 Message rejected due to content restrictions',
    '550 5.7.1 Messages missing a valid messageId header are not accepted',
    '550 5.6.0 bare LF in the message',
    '550 5.6.1',
  ],
  temporary: [
    '452 4.2.2 The email account that you tried to reach is over quota',
    '552 5.2.2 <bo@receiver.example>: user is over quota',
    "552-5.2.2 The recipient's inbox is out of storage space and inactive",
    '550 5.1.1 mailbox full',
    '450 4.7.1 <bo@receiver.example>: Recipient address rejected: Greylisted, see the page for help',
    '451 4.7.1 Greylisting in action, please come back later',
    '450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages',
    '550-5.2.1 The user you are trying to contact is receiving mail too quickly',
    '421 4.3.2 Service not available, closing transmission channel',
    '451 4.3.0 Temporary lookup failure',
    '451 Requested action aborted: local error in processing',
    '421-4.7.0 Try again later, closing connection',
    'smtp; 4.4.1 connection timed out',
    '4.4.7 Message expired: unable to deliver in 840 minutes',
    '452 4.5.3 Too many recipients',
    '552 5.5.3 Too many recipients in one session',
    '451 4.4.4',
    '450',
  ],
  unknown: ['550', '554 5.0.0 Service refused', '550 5.7.1 Access denied', '554 5.7.0', '', 'Bounced'],
};

for (const [fault, said] of Object.entries(replies))
  test.each(said)(`${fault}: %s`, reply => {
    expect(classify(parseReply(reply))).toBe(fault);
  });

test('the words go before the code, in both directions', () => {
  expect(classify(parseReply('550 5.1.1 User unknown'))).toBe('recipient');
  expect(classify(parseReply('550 5.1.1 blocked using a DNSBL'))).toBe('sender');
  expect(classify(parseReply('550 5.7.1 User unknown'))).toBe('recipient');
});

describe('Amazon SES', () => {
  const of = (type: string, subtype: string, reply = '') => classifySes(type, subtype, parseReply(reply));

  test('by its own types where the receiver is not quoted', () => {
    expect(of('Permanent', 'General')).toBe('recipient');
    expect(of('Permanent', 'NoEmail')).toBe('recipient');
    expect(of('Permanent', 'Suppressed')).toBe('recipient');
    expect(of('Transient', 'General')).toBe('temporary');
    expect(of('Transient', 'MailboxFull')).toBe('temporary');
    expect(of('Transient', 'CustomTimeoutExceeded')).toBe('temporary');
    expect(of('Transient', 'MessageTooLarge')).toBe('content');
    expect(of('Transient', 'ContentRejected')).toBe('content');
    expect(of('Transient', 'AttachmentRejected')).toBe('content');
    expect(of('Undetermined', 'Undetermined')).toBe('unknown');
  });

  test('by the words of the receiver, which SES calls General, hard or soft, whatever they say', () => {
    expect(of('Permanent', 'General', 'smtp; 550 5.7.1 blocked using zen.spamhaus.example')).toBe('sender');
    expect(of('Transient', 'General', 'smtp; 550 5.1.1 User unknown')).toBe('recipient');
    expect(of('Undetermined', 'Undetermined', 'smtp; 554 5.7.26 unauthenticated')).toBe('sender');
    expect(of('Permanent', 'General', 'smtp; 550 5.7.30')).toBe('sender');
    expect(of('Permanent', 'NoEmail', 'smtp; 550 5.1.1 spam')).toBe('recipient');
  });

  test('what SES did not try is no bounce', () => {
    expect(of('Permanent', 'OnAccountSuppressionList')).toBeUndefined();
    expect(of('Permanent', 'UnsubscribedRecipient')).toBeUndefined();
  });
});

describe('a reply', () => {
  test('is read with its codes, over lines', () => {
    expect(parseReply('smtp; 550-5.1.1 The account\r\n550 5.1.1 does not exist')).toEqual({
      ...{ code: 550, status: '5.1.1' },
      text: 'The account does not exist',
    });
    expect(parseReply('5.4.7 expired')).toEqual({ status: '5.4.7', text: 'expired' });
    expect(parseReply('550 (5.1.1) no')).toEqual({ code: 550, status: '5.1.1', text: 'no' });
    expect(parseReply('2600 messages')).toEqual({ text: '2600 messages' });
  });

  test('is kept without the address, and equal for equal reasons', () => {
    const kept = (text: string) => replyLine(parseReply(text));
    expect(kept('550 5.1.1 <bo.lee+x@receiver.example>: unknown')).toBe('550 5.1.1 <address>: unknown');
    expect(kept('550 5.1.1 gone d9443c01a7336-2a1b2c3d4e5si1234567abc.12 - gsmtp')).toBe(
      kept('550 5.1.1 gone a1b2c3d4e5f67-99887766554si7654321xyz.99 - gsmtp'),
    );
    expect(kept(`550 ${'x '.repeat(2000)}`).length).toBeLessThanOrEqual(240);
  });

  test('whatever is said, a class comes out, and no address goes in', () => {
    const words = fc.constantFrom(
      'user',
      'sender',
      'mail',
      '550',
      ' ',
      '-',
      'listed',
      'bo@receiver.example',
      '[',
      '5.1.1',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 400 }), said => {
        const reply = parseReply(said.join(' '));
        expect(BOUNCE_CLASSES).toContain(classify(reply));
        expect(replyLine(reply)).not.toContain('bo@receiver');
      }),
    );
  });
});
