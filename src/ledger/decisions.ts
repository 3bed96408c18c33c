/** Decisions: what Mailyard did or would do, why, on what evidence, in which mode and who. Rows are only ever added. */
import type { Generated, Selectable } from 'kysely';
import type { Ledger } from './ledger.ts';

export interface DecisionTables {
  decisions: DecisionTable;
  decision_steps: StepTable;
  /** Empty but within a transaction that may delete: append-only.ts. */
  deletes_allowed: { by: string };
}

interface DecisionTable {
  id: Generated<number>;
  at: number;
  job: string;
  action: string;
  segment: string | null;
  domain: string | null;
  subject: string;
  parameters: string;
  why: string;
  evidence: string;
  mode: string;
  who: string;
}

interface StepTable {
  decision: number;
  /** From 1, without a gap. */
  step: number;
  at: number;
  outcome: Outcome;
  detail: string;
  who: string;
}

/**
 * `observed`: nothing more happens. `pending`: waits for a yes. `expired`: another one took its place. `started` and nothing after
 * it: the process ended in the middle, and the next tick goes on.
 */
export type Outcome = 'observed' | 'pending' | 'approved' | 'refused' | 'expired' | 'started' | 'done' | 'failed';

/** `told`: a person's command. `mandate`: a later step of a decision that was approved or enforced. */
export type DecisionMode = 'observe' | 'suggest' | 'enforce' | 'told' | 'mandate';

export interface Decision {
  id: number;
  at: number;
  /** The inventory's name of the job: `dkim`, `warmup`, `blocklists`, `health`. */
  job: string;
  /** `dkim.rotate` */
  action: string;
  segment?: string;
  domain?: string;
  /** What it is about, unique among decisions of the action that are open: `acme.example/opendkim/rsa`. */
  subject: string;
  parameters: unknown;
  why: string;
  evidence: unknown;
  mode: DecisionMode;
  who: string;
  steps: Step[];
}

export interface Step {
  at: number;
  outcome: Outcome;
  detail: string;
  who: string;
}

export type NewDecision = Omit<Decision, 'id' | 'steps'>;

export const outcomeOf = ({ steps }: Decision): Outcome => steps.at(-1)?.outcome ?? 'started';

export async function recordDecision(
  { db }: Ledger,
  decision: NewDecision,
  outcome: Outcome,
  detail = '',
): Promise<Decision> {
  return db.transaction().execute(async step => {
    const row = {
      ...{ at: decision.at, job: decision.job, action: decision.action, subject: decision.subject },
      ...{ segment: decision.segment ?? null, domain: decision.domain ?? null, mode: decision.mode },
      ...{ why: decision.why, who: decision.who, parameters: JSON.stringify(decision.parameters ?? null) },
      evidence: JSON.stringify(decision.evidence ?? null),
    };
    const { id } = await step.insertInto('decisions').values(row).returning('id').executeTakeFirstOrThrow();
    const first = { at: decision.at, outcome, detail, who: decision.who };
    await step
      .insertInto('decision_steps')
      .values({ decision: id, step: 1, ...first })
      .execute();
    return { ...decision, id, steps: [first] };
  });
}

/** False: somebody else took this step since the decision was read, and nothing was written. */
export async function addStep({ db }: Ledger, { id, steps }: Decision, step: Step): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('decision_steps')
    .values({ decision: id, step: steps.length + 1, ...step })
    .onConflict(conflict => conflict.columns(['decision', 'step']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function decisionById(ledger: Ledger, id: number): Promise<Decision | undefined> {
  const row = await ledger.db.selectFrom('decisions').selectAll().where('id', '=', id).executeTakeFirst();
  return row && (await withSteps(ledger, [row]))[0];
}

/** The latest decision of that action about that subject. */
export async function lastDecision(ledger: Ledger, action: string, subject: string): Promise<Decision | undefined> {
  const row = await ledger.db
    .selectFrom('decisions')
    .selectAll()
    .where('action', '=', action)
    .where('subject', '=', subject)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && (await withSteps(ledger, [row]))[0];
}

export interface DecisionFilter {
  domain?: string;
  subject?: string;
  job?: string;
  /** Only those whose last step is this one. */
  outcome?: Outcome;
  /** Default 100. */
  limit?: number;
}

/** The latest ones first. */
export async function listDecisions(ledger: Ledger, filter: DecisionFilter = {}): Promise<Decision[]> {
  const { domain, subject, job, outcome, limit = 100 } = filter;
  const rows = await ledger.db
    .selectFrom('decisions')
    .selectAll('decisions')
    .$if(domain !== undefined, query => query.where('domain', '=', domain as string))
    .$if(subject !== undefined, query => query.where('subject', '=', subject as string))
    .$if(job !== undefined, query => query.where('job', '=', job as string))
    .$if(outcome !== undefined, query =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('decision_steps as last')
            .select('last.step')
            .whereRef('last.decision', '=', 'decisions.id')
            .where('last.outcome', '=', outcome as Outcome)
            .where(({ not, exists, selectFrom }) =>
              not(
                exists(
                  selectFrom('decision_steps as later')
                    .select('later.step')
                    .whereRef('later.decision', '=', 'last.decision')
                    .whereRef('later.step', '>', 'last.step'),
                ),
              ),
            ),
        ),
      ),
    )
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return withSteps(ledger, rows);
}

async function withSteps({ db }: Ledger, rows: Selectable<DecisionTable>[]): Promise<Decision[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const steps = await db
    .selectFrom('decision_steps')
    .selectAll()
    .where('decision', 'in', ids)
    .orderBy('step')
    .execute();
  const byDecision = Map.groupBy(steps, ({ decision }) => decision);
  return rows.map(row => ({
    ...row,
    segment: row.segment ?? undefined,
    domain: row.domain ?? undefined,
    mode: row.mode as DecisionMode,
    parameters: JSON.parse(row.parameters) as unknown,
    evidence: JSON.parse(row.evidence) as unknown,
    steps: (byDecision.get(row.id) ?? []).map(({ at, outcome, detail, who }) => ({ at, outcome, detail, who })),
  }));
}
