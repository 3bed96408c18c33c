/** The report as one HTML file: nothing is loaded from anywhere, it prints, and it follows the reader's light or dark. */
import type { DomainAudit } from './audit-domain.ts';
import { countVerdicts, verdicts } from './document.ts';
import { STYLE } from './html-style.ts';
import type { CheckResult, Finding, Verdict } from './verdict.ts';

const words: Record<Verdict, string> = { fail: 'failed', unknown: 'unknown', warn: 'to improve', pass: 'in order' };

/** `at`: when it was looked at, as people write it. */
export function auditHtml(audits: readonly DomainAudit[], { title, at }: { title: string; at: string }): string {
  const counts = countVerdicts(audits);
  const tiles = verdicts.map(each => `<li class="${each}"><b>${counts[each]}</b> ${words[each]}</li>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p>${audits.length.toLocaleString('en-US')} ${audits.length === 1 ? 'domain' : 'domains'}, ${escaped(at)}</p>
<ul class="totals">${tiles}</ul>
</header>
<main>
${audits.length > 1 ? overview(audits) : ''}
${audits.map(domainSection).join('\n')}
</main>
<footer>Unknown: nobody answered. It is neither a pass nor a failure.</footer>
</body>
</html>
`;
}

function overview(audits: readonly DomainAudit[]): string {
  const names = [...new Set(audits.flatMap(({ checks }) => checks.map(({ check }) => check)))];
  const rows = audits.map(({ domain, checks }) => {
    const cells = names.map(name => overviewCell(checks.find(({ check }) => check === name)));
    return `<tr><th scope="row"><a href="#${escaped(domain)}">${escaped(domain)}</a></th>${cells.join('')}</tr>`;
  });
  const heads = names.map(name => `<th scope="col"><span>${escaped(name)}</span></th>`).join('');
  return `<div class="wide"><table class="overview"><thead><tr><td></td>${heads}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

const marks: Record<Verdict, string> = { fail: '✕', unknown: '?', warn: '!', pass: '✓' };

function overviewCell(found: CheckResult | undefined): string {
  if (!found) return '<td></td>';
  const title = escaped(`${found.check}: ${found.message}`);
  return `<td class="${found.verdict}" title="${title}"><span aria-label="${words[found.verdict]}">${marks[found.verdict]}</span></td>`;
}

/** What is not in order stands open. */
function domainSection({ domain, segment, verdict, checks }: DomainAudit): string {
  const where = segment ? ` <small>${escaped(segment)}</small>` : '';
  return `<section id="${escaped(domain)}">
<h2>${badge(verdict)} ${escaped(domain)}${where}</h2>
${checks.map(checkDetails).join('\n')}
</section>`;
}

function checkDetails({ check, verdict, message, findings }: CheckResult): string {
  const open = verdict === 'pass' ? '' : ' open';
  return `<details class="${verdict}"${open}>
<summary>${badge(verdict)} <b>${escaped(check)}</b> <span>${escaped(verdict === 'pass' ? message : '')}</span></summary>
<ul>${findings.map(findingItem).join('')}</ul>
</details>`;
}

function findingItem({ verdict, message, evidence, fix, reference }: Finding): string {
  const clause = reference ? ` <small>${escaped(reference)}</small>` : '';
  const lines = [`<p><b>${marks[verdict]}</b> ${escaped(message)}${clause}</p>`];
  if (fix) lines.push(`<p class="fix">${escaped(fix)}</p>`);
  if (evidence) lines.push(`<pre>${escaped(evidence)}</pre>`);
  return `<li class="${verdict}">${lines.join('')}</li>`;
}

const badge = (verdict: Verdict): string => `<span class="badge ${verdict}">${words[verdict]}</span>`;

/** Everything that came from the DNS is a stranger's text. */
function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, character => entities[character] ?? character);
}
