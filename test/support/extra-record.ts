import type { ExtraRecord } from '../../src/inventory/model.ts';

/** A record of the user's own, as it stands under `records`. */
export const record = (
  name: string,
  type: ExtraRecord['type'],
  content: string,
  more: Partial<ExtraRecord> = {},
): ExtraRecord => ({
  name,
  type,
  content,
  ...more,
});
