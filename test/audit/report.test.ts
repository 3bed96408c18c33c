/** What the audit says of its findings: verdicts, JSON and HTML. */
import { describe, expect, test } from 'vitest';
import { auditDocument } from '../../src/audit/document.ts';
import { auditHtml } from '../../src/audit/html.ts';
import { checkResult, fail, pass, unknown, warn, worst } from '../../src/audit/verdict.ts';
import { auditIn, GOOD } from './world.ts';

describe('a verdict', () => {
  test('is the worst of its parts: what fails is certain, what is unknown may fail', () => {
    expect(worst(['pass', 'warn', 'unknown', 'fail'])).toBe('fail');
    expect(worst(['pass', 'warn', 'unknown'])).toBe('unknown');
    expect(worst(['pass', 'warn'])).toBe('warn');
    expect(worst([])).toBe('pass');
  });

  test('of a check speaks of its worst findings alone', () => {
    const findings = [
      pass('a', 'Fine.'),
      warn('b', 'So so.', { fix: 'Mend b.' }),
      fail('c', 'Bad.', { evidence: 'seen', fix: 'Mend c.' }),
      unknown('d', 'Who knows.'),
    ];
    const result = checkResult('mx', findings);
    expect(result).toMatchObject({ check: 'mx', verdict: 'fail', message: 'Bad.', evidence: 'seen', fix: 'Mend c.' });
    expect(result.findings.map(({ rule }) => rule)).toEqual(['c', 'd', 'b', 'a']);
  });
});

test('the document has what the contract says, and totals', async () => {
  const { audits } = await auditIn(GOOD);
  const document = JSON.parse(JSON.stringify(auditDocument(audits)));
  expect(document.summary).toEqual({ domains: 1, fail: 0, unknown: 1, warn: 0, pass: 0 });
  const [domain] = document.domains;
  expect(domain).toMatchObject({ domain: 'acme.example', verdict: 'unknown' });
  for (const check of domain.checks) {
    expect(check).toEqual(
      expect.objectContaining({ check: expect.any(String), message: expect.any(String), evidence: expect.any(String) }),
    );
    expect(['pass', 'warn', 'fail', 'unknown']).toContain(check.verdict);
  }
});

describe('the HTML report', () => {
  const at = '2026-11-22 12:00 UTC';

  test('stands alone: it loads nothing', async () => {
    const { audits } = await auditIn(GOOD);
    const html = auditHtml(audits, { title: 'Mail audit', at });
    expect(html).toContain('acme.example');
    expect(html).not.toMatch(/<(link|script|img|iframe)|@import|url\(|\bsrc=/i);
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).toContain('@media print');
  });

  test("shows strangers' text as text", async () => {
    const evil = '"><script>alert(1)</script>';
    const { audits } = await auditIn({ ...GOOD, '_dmarc.acme.example TXT': [`v=DMARC1; p=${evil}`] });
    const html = auditHtml(audits, { title: evil, at });
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
  });
});
