/** Prices times quantities. Amounts are whole cents (hundredths of the currency), so that lines add up to their totals. */
import type { Price } from '../../inventory/price.ts';

/** What one pays in a month and in a year; each is rounded to the cent by itself. */
export interface Due {
  currency: string;
  monthCents: number;
  yearCents: number;
}

/** `quantity` of what the price is for; of messages those of a month. */
export function due({ amount, currency, for: unit, every = 'month' }: Price, quantity: number): Due {
  const cents = (amount * 100 * quantity) / (unit === 'thousand' ? 1000 : 1);
  const [month, year] = every === 'month' ? [cents, cents * 12] : [cents / 12, cents];
  return { currency, monthCents: whole(month), yearCents: whole(year) };
}

/** 0.07 × 100 is 7.000000000000001: the last digits of a float decide nothing. */
const whole = (cents: number): number => Math.round(Number(cents.toFixed(6)));

/** One sum for each currency, in the order of their names. */
export function totals(dues: Due[]): Due[] {
  const byCurrency = Map.groupBy(dues, ({ currency }) => currency);
  return [...byCurrency.keys()].sort().map(currency => {
    const own = byCurrency.get(currency) ?? [];
    return {
      currency,
      monthCents: own.reduce((sum, { monthCents }) => sum + monthCents, 0),
      yearCents: own.reduce((sum, { yearCents }) => sum + yearCents, 0),
    };
  });
}
