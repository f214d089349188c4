/** Changing records, reading many at once, and reading what has not changed. */
import { type Bench, clerk } from './bench.ts';
import { measure } from './http.ts';
import { rate, type Row, times } from './report.ts';

const pick = (count: number) => 1 + Math.floor(Math.random() * count);
const pathOf = (record: number) => `/api/records/contact/r${record}/followers`;

/** 64 clients who add and remove. */
export async function writes({ ask, size }: Bench): Promise<Row[]> {
  const onRecords = (records: number) =>
    measure(64, 100, async (client) => {
      const method = Math.random() < 0.65 ? 'PUT' : 'DELETE';
      await ask(clerk(client, size), `${pathOf(pick(records))}/p${pick(Math.min(40, size.users))}`, {
        method,
      });
    });
  return [
    { what: 'writes, 64 clients on 8 records', here: rate(await onRecords(8)), lab: '828/s, 46/214 ms' },
    {
      what: 'writes, 64 clients on 10,000 records',
      here: rate(await onRecords(Math.min(10_000, size.records))),
      lab: '1501/s, 33/75 ms',
      goal: '500/s, p95 < 100 ms',
    },
  ];
}

export async function batches({ ask, size }: Bench): Promise<Row[]> {
  const by = (clients: number) =>
    measure(clients, 320 / clients, async (client) => {
      const records = Array.from({ length: 100 }, () => ({ type: 'contact', id: `r${pick(size.records)}` }));
      await ask(clerk(client, size), '/api/followers:batchGet', { method: 'POST', json: { records } });
    });
  return [
    { what: 'batch of 100 records, 4 clients', here: times(await by(4)), lab: '', goal: 'p95 < 50 ms' },
    {
      what: 'batch of 100 records, 16 clients',
      here: times(await by(16)),
      lab: '21/92 ms',
      goal: 'p95 < 150 ms',
    },
  ];
}

/** The same record again and again, which has not changed. */
export async function conditionalReads({ ask, size }: Bench): Promise<Row[]> {
  const tags = new Map<number, string>();
  const measured = await measure(64, 100, async (client) => {
    const tag = tags.get(client);
    const headers: Record<string, string> = tag === undefined ? {} : { 'If-None-Match': tag };
    const answer = await ask(clerk(client, size), pathOf(1 + (client % size.records)), { headers });
    if (tag !== undefined && answer.status !== 304)
      throw new Error(`${answer.status} where 304 was expected`);
    tags.set(client, answer.headers.etag!);
  });
  return [
    { what: 'conditional reads, 64 clients', here: rate(measured), lab: '6145/s, 9/21 ms', goal: '2000/s' },
  ];
}
