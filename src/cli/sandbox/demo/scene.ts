/** A scene shows one thing and checks that it happened. */
import type { Stage } from './stage.ts';

export interface Scene {
  title: string;
  /** Resolves to what it means, in one sentence. Throws `SceneFailure` where it did not happen. */
  play(stage: Stage): Promise<string>;
}

/** Where the steps by hand begin, with which every `up` ends: they are shown once. */
export const BY_HAND = 'To do by hand';

export class SceneFailure extends Error {}

/** What the scene tells must be so. */
export function expect(is: boolean, told: string): void {
  if (!is) throw new SceneFailure(told);
}
