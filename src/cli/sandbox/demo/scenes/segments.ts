import { readFileSync } from 'node:fs';
import type { Estate } from '../../../../estate/estate.ts';
import { readTemplates } from '../../../../inventory/templates.ts';
import { columns } from '../../../columns.ts';
import { expect, type Scene } from '../scene.ts';

const ORDER = ['primary', 'pool-a', 'pool-b', 'transactional', 'monitoring'];
const HEAD = ['Segment', 'Purpose', 'Volume', 'Warm-up priority', 'Domains', 'Mailboxes'];
const GAPS = 10;

export const segments: Scene = {
  title: 'The estate: five segments, each for one kind of sending',
  async play({ page, estate }) {
    const rows = segmentRows(estate());
    page.output(columns({ head: HEAD, rows, widths: widthsFor(page.width) }));
    page.blank();
    page.typed('tail -11 domains/pool-b.yaml');
    page.output(readFileSync('domains/pool-b.yaml', 'utf8').trimEnd().split('\n').slice(-11).join('\n'));
    expect(rows.length === ORDER.length, 'there are five segments');
    return 'Each segment is one file and one Pulumi stack; these few lines stand for all records of five domains.';
  },
};

function segmentRows(estate: Estate): string[][] {
  const { profiles } = readTemplates([]).templates;
  const sorted = estate.segments.toSorted((a, b) => ORDER.indexOf(a.segment) - ORDER.indexOf(b.segment));
  return sorted.map(({ segment, purpose = '', profile: name }) => {
    const domains = estate.domains.filter(domain => domain.segment === segment);
    const mailboxes = domains.reduce((sum, { mailboxes }) => sum + mailboxes().length, 0);
    const profile = profiles.get(name);
    return [
      segment,
      purpose,
      profile?.volume ?? '',
      profile?.warmupPriority ?? '',
      `${domains.length}`,
      `${mailboxes}`,
    ];
  });
}

/** Names and numbers whole; the three texts share the rest. */
function widthsFor(width: number): number[] {
  const text = Math.floor((width - GAPS - 13 - 7 - 9) / 3);
  return [13, text, text, text, 7, 9];
}
