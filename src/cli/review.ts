/** `mailyard review`: what a change of the inventories does, between two revisions. No network; exit 2 with an error to mend. */
import { MailyardError } from '../error.ts';
import { changedLines } from '../git/changed-lines.ts';
import {
  checkedOut,
  commitOf,
  forkPoint,
  isIgnored,
  openRepository,
  pathInside,
  type Repository,
} from '../git/repository.ts';
import { revisionTree } from '../git/revision.ts';
import { hasErrors } from '../inventory/finding.ts';
import { builtInTemplates } from '../inventory/templates.ts';
import { loadEstate } from '../load-estate.ts';
import { review as reviewOf } from '../review/review.ts';
import type { Context } from './context.ts';
import { printJson } from './json.ts';
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
  const made = reviewOf({ base, head, changed, allowed, today: sources.today });
  const markdown = reviewMarkdown(made, compared);
  if (context.options.json) printJson({ base: compared.commit, head: compared.headCommit, ...made, markdown });
  else terminal.print(markdown.trimEnd());
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
