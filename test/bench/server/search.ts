/** What somebody types into the picker, one request after another. */
import { type Bench, clerk } from './bench.ts';
import { measure } from './http.ts';
import { type Row, times } from './report.ts';

/** With what the lab's token table with its infix fallback took, in SQL alone. */
const QUERIES: Record<string, string> = {
  a: '0.7/1.9 ms',
  an: '0.7/60 ms',
  ann: '0.6/2.4 ms',
  jose: '0.4/6 ms',
  x: '0.3/3 ms',
  'anna b': '2.5/11 ms',
  dottir: '1.0/8 ms',
  'maria fer': '',
  'no hit': '0.5/1.2 ms',
};

export async function search({ ask, size }: Bench): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [query, lab] of Object.entries(QUERIES)) {
    const path = `/api/users?limit=20&query=${encodeURIComponent(query)}`;
    const measured = await measure(1, 40, (_, turn) => ask(clerk(turn, size), path));
    rows.push({ what: `search for "${query}"`, here: times(measured), lab, goal: 'p95 < 25 ms' });
  }
  let cursor: string | null = '';
  const pages = await measure(1, 50, async () => {
    if (cursor === null) return;
    const { text } = await ask(clerk(0, size), `/api/users?limit=20&query=a${cursor && `&cursor=${cursor}`}`);
    cursor = (JSON.parse(text) as { nextCursor: string | null }).nextCursor;
  });
  return [...rows, { what: 'the next page, 50 times', here: times(pages), lab: '1–1.7 ms' }];
}
