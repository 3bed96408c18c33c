/** Small estates for simulations: a few domains whose mail a person writes, and one that sends from its own address. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Domain, Inventory } from '../../src/inventory/model.ts';
import { readInventory } from '../../src/inventory/read.ts';
import { readTemplates } from '../../src/inventory/templates.ts';
import type { Fault } from '../../src/simulation/faults.ts';
import { type PlayOptions, play } from '../../src/simulation/play.ts';

const ESTATE = `organization: Acme
identities:
  - { user: alex, name: Alex Reed }
  - { user: sam, name: Sam Lopez }
`;

const POOL = `segment: pool-a
profile: high-volume
defaults:
  mailProvider: migadu
  mailboxes: 2
  timezone: Europe/Berlin
  rules: { terms-conflict: { level: off, reason: Nobody gets these } }
domains:
  - one.example
  - { domain: two.example, timezone: America/New_York }
  - { domain: three.example, modes: { dkim: suggest, warmup: suggest, blocklists: observe } }
`;

const NEWS = `segment: news
profile: standard
defaults: { mailProvider: none, timezone: UTC }
domains:
  - { domain: news.example, sendingIps: [192.0.2.10], warmup: { target: 300 } }
`;

export function smallInventory(): Inventory {
  const folder = mkdtempSync(join(tmpdir(), 'mailyard-simulated-'));
  try {
    writeFileSync(join(folder, 'estate.yaml'), ESTATE);
    writeFileSync(join(folder, 'pool-a.yaml'), POOL);
    writeFileSync(join(folder, 'news.yaml'), NEWS);
    const { inventory, findings } = readInventory(folder);
    if (!inventory) throw new Error(findings.map(({ message }) => message).join('\n'));
    return inventory;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From a Monday. */
export const playSmall = (faults: Fault[], options: Partial<PlayOptions> = {}) =>
  play({
    ...{ inventory: smallInventory(), templates: readTemplates().templates, start: '2026-11-30', weeks: 2 },
    ...{ mode: 'enforce', faults, seed: 1, plays: (_: Domain) => true },
    ...options,
  });
