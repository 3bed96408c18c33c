import { expect, type Scene } from '../scene.ts';
import { served } from '../wanted.ts';

export const up: Scene = {
  title: 'Make it so',
  async play({ run, sandbox, estate, callsDuring }) {
    const calls = await callsDuring(async () => {
      const { code } = await run('mailyard up --yes --engine embedded', { first: 1, from: 'zones done' });
      expect(code === 0, '`up` succeeds');
    });
    const records = served(estate()).length;
    const zones = [...sandbox.cloudflare.zones.values()];
    const there = zones.reduce((sum, zone) => sum + zone.records.size, 0);
    expect(there === records, `${records} records are in Cloudflare, not ${there}`);
    return `${records} records in ${calls} calls: one read and one write a zone, where one call a record would take ${records}.`;
  },
};
