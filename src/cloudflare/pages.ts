/** All pages of a list. The SDK's own iterator ignores `total_pages` and always asks for one page too many (7.3.0). */
import PQueue from 'p-queue';

export interface Page<Item> {
  result: Item[];
  result_info?: { total_pages?: number; total_count?: number; per_page?: number };
}

const AT_ONCE = 8;

/** The first page tells how many there are; the rest is asked for in parallel. Items keep the order of the pages. */
export async function allPages<Item>(page: (number: number) => Promise<Page<Item>>, perPage: number): Promise<Item[]> {
  const first = await page(1);
  const info = first.result_info;
  const total = info?.total_pages ?? Math.ceil((info?.total_count ?? 0) / (info?.per_page ?? perPage));
  const queue = new PQueue({ concurrency: AT_ONCE });
  const numbers = Array.from({ length: Math.max(0, total - 1) }, (_, index) => index + 2);
  const rest = await queue.addAll(numbers.map(number => () => page(number)));
  return [first, ...rest].flatMap(({ result }) => result);
}
