/** What a plan allows in DNS (Cloudflare docs, 2026-11). */
export type PlanName = 'free' | 'pro' | 'business' | 'enterprise';

export interface Plan {
  readonly title: string;
  readonly price: number;
  /** Records in a zone. Free zones made before 2024-09-01 have 1,000: see `quota` of a zone. */
  readonly quota: number;
  readonly batch: number;
  readonly comment: number;
  readonly tags: number;
  readonly lowestTtl: number;
  readonly flattenCname: boolean;
}

const paid = { quota: 3500, batch: 3500, comment: 500, tags: 20, lowestTtl: 60, flattenCname: true };

export const plans: Readonly<Record<PlanName, Plan>> = {
  free: {
    title: 'Free Website',
    price: 0,
    quota: 200,
    batch: 200,
    comment: 100,
    tags: 0,
    lowestTtl: 60,
    flattenCname: false,
  },
  pro: { title: 'Pro Website', price: 25, ...paid },
  business: { title: 'Business Website', price: 250, ...paid },
  enterprise: { title: 'Enterprise Website', price: 0, ...paid, lowestTtl: 30 },
};
