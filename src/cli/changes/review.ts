/** `mailyard review`: what a change of the inventories does, between two revisions. No network; exit 2 with an error to mend. */
import { MailyardError } from '../../error.ts';
import type { Estate } from '../../estate/estate.ts';
import { changedLines } from '../../git/changed-lines.ts';
import {
  checkedOut,
  commitOf,
  forkPoint,
  isIgnored,
  openRepository,
  pathInside,
  type Repository,
} from '../../git/repository.ts';
import { revisionTree } from '../../git/revision.ts';
import { hasErrors } from '../../inventory/finding.ts';
import { builtInTemplates } from '../../inventory/templates.ts';
import type { Standing } from '../../ledger/standing.ts';
import { loadEstate } from '../../load-estate.ts';
import type { DomainChange } from '../../review/domains.ts';
import { type Review, review as reviewOf } from '../../review/review.ts';
import type { Revision } from '../../review/side.ts';
import { type StandingChange, standingChanges } from '../../review/standing.ts';
import type { Context } from '../context.ts';
import { printJson } from '../json.ts';
import { fromLedger, standingDocument, standingsIn } from '../standing.ts';
import { annotations } from './review/annotations.ts';
import { type Compared, reviewMarkdown } from './review/markdown.ts';

export interface ReviewOptions {
  base?: string;
  head?: string;
  annotate?: boolean;
}

export async function review(context: Context, options: ReviewOptions): Promise<number> {
  const { sources, allowed, terminal } = context;
  const repository = openRepository(sources.domains);
  if (isIgnored(repository, sources.domains)) throw ignored(sources.domains);
  const compared = comparedCommits(repository, options);
  const dirs = [sources.domains, builtInTemplates, ...sources.templates];
  const before = revisionTree(repository, compared.commit);
  const loaded = loadEstate({ ...sources, tree: before });
  // Before the first inventory there is nothing to find fault with.
  const base = before.has(sources.domains) ? loaded : { templates: loaded.templates, findings: [] };
  const head = loadEstate({
    ...sources,
    ...(compared.headCommit && { tree: revisionTree(repository, compared.headCommit) }),
  });
  const changed = changedLines(repository, compared.commit, compared.headCommit, dirs);
  const compiled = reviewOf({ base, head, changed, allowed, today: sources.today });
  const made = { ...compiled, standing: await standingIn(context, compiled, { base, head }) };
  const titleOf = (list: string) => head.templates.blocklists.get(list)?.title ?? list;
  const markdown = reviewMarkdown(made, compared, { titleOf });
  if (context.options.json) {
    const { standing, ...rest } = made;
    const documents = standing && ('unknown' in standing ? standing : standing.map(standingChangeDocument));
    printJson({ base: compared.commit, head: compared.headCommit, ...rest, standing: documents, markdown });
  } else terminal.print(markdown.trimEnd());
  // The runner reads its commands on both streams; this one leaves the Markdown alone.
  if (options.annotate) {
    const placed = (file: string) => pathInside(repository, file) ?? file;
    process.stderr.write(
      annotations(made.findings.shown, placed)
        .map(line => `${line}\n`)
        .join(''),
    );
  }
  return hasErrors(head.findings) ? 2 : 0;
}

/** Undefined: there is no ledger here, as in a pull request from a fork, or nothing to ask it. */
async function standingIn(
  context: Context,
  { change }: Review,
  { base, head }: Record<'base' | 'head', Revision>,
): Promise<Review['standing']> {
  if (!change || change.domains.length === 0) return undefined;
  const removed = change.domains.filter(({ kind }) => kind === 'removed');
  const sides: [Estate | undefined, DomainChange[]][] = [
    [head.estate, change.domains],
    [base.estate, removed],
  ];
  return fromLedger(context, async ledger => {
    const standings = new Map<string, Standing>();
    for (const [estate, changes] of sides) {
      if (!estate || changes.length === 0) continue;
      const names = new Set(changes.map(({ domain }) => domain));
      for (const [domain, standing] of await standingsIn(ledger, estate, names, context.clock.now()))
        standings.set(domain, standing);
    }
    return standingChanges(change.domains, standings);
  });
}

const standingChangeDocument = ({ standing, ...change }: StandingChange) => ({
  ...change,
  standing: standingDocument(standing),
});

interface Commits extends Compared {
  /** Undefined for the work tree. */
  headCommit?: string;
}

function comparedCommits(repository: Repository, { base = '', head }: ReviewOptions): Commits {
  const from = commitOf(repository, base);
  const headCommit = head === undefined ? undefined : commitOf(repository, head);
  const now = headCommit ?? checkedOut(repository);
  const commit = now ? forkPoint(repository, from, now) : from;
  return { base, commit, ...(head !== undefined && { head }), ...(headCommit && { headCommit }) };
}

function ignored(dir: string): MailyardError {
  return new MailyardError('ignored-folder', `git is told to ignore ${dir}, so no revision has it.`, {
    fix: 'Take it out of .gitignore, or name another folder with `--domains DIR`.',
  });
}
