/** The newest of what somebody owns or follows, who sees nothing else. */
import type { Bench } from './bench.ts';
import { measure } from './http.ts';
import { type Row, times } from './report.ts';

/** People who see between so many records and so many, with what the lab's union took, in SQL alone. */
const GROUPS: [what: string, least: number, most: number, lab: string][] = [
  ['1–20 records', 1, 20, '0.4/0.8 ms'],
  ['30–100 records', 30, 100, '0.5/1.0 ms'],
  ['most of all', 100, 1e9, '7/44 ms'],
];

export async function visibleRecords({ ask, database }: Bench): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [what, least, most, lab] of GROUPS) {
    const users = await database.query<{ id: string }>(
      `select p.id from person p join (
         select user_id, count(*) from (
           select owner_id as user_id from record where tenant = 'bench'
           union all select user_id from follower where tenant = 'bench') ties
         group by user_id having count(*) between $1 and $2) counted on counted.user_id = p.id
       where p.tenant = 'bench' and p.only_assigned_data order by counted.count desc, p.id limit 20`,
      [least, most],
    );
    if (!users.length) continue;
    const measured = await measure(1, 100, async (_, turn) => {
      const { text } = await ask(users[turn % users.length]!.id, '/crm/contacts?limit=50');
      if (!(JSON.parse(text) as { items: object[] }).items.length) throw new Error('Nothing is visible.');
    });
    rows.push({ what: `page of 50 of ${what}`, here: times(measured), lab });
  }
  return rows;
}
