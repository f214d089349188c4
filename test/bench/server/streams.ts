/** Listeners to live changes of one record, on streams of their own, and how long it takes until all have heard of one. */
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { type Bench, clerk } from './bench.ts';
import { measure, statistics } from './http.ts';
import { type Row, times } from './report.ts';

const STREAMS = 5000;
const CHANGES = 20;

/** Megabytes of memory that a process has; 0 where the system does not tell. */
function memoryOf(pid: number): number {
  const file = `/proc/${pid}/status`;
  return existsSync(file) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))![1]) / 1024 : 0;
}

export async function streams({ ask, database, size, api }: Bench): Promise<Row[]> {
  const count = Math.min(STREAMS, Math.floor(size.users / 10));
  const [record] = await database.query<{ id: string }>(
    `select id from record r where tenant = 'bench' and owner_id <> 'p1'
       and not exists (select from follower f where f.tenant = 'bench' and f.record_id = r.id) order by id limit 1`,
  );
  const agent = new Agent({ maxSockets: Infinity });
  let heard = (_listener: number, _text: string) => {};
  const listen = (listener: number) =>
    new Promise<void>((resolve, reject) => {
      const headers = { Authorization: `Bearer ${clerk(listener, size)}` };
      const sent = request(
        `${api.url}/api/events?record=contact:${record!.id}`,
        { agent, headers },
        (response) => {
          if (response.statusCode !== 200) reject(new Error(`${response.statusCode} for a stream`));
          response.on('error', () => {});
          response.on('data', (chunk: Buffer) => {
            heard(listener, String(chunk));
            resolve();
          });
        },
      );
      sent.on('error', reject);
      sent.end();
    });

  const before = memoryOf(api.process.pid!);
  const opened = await measure(50, count / 50, (client, turn) => listen(client * (count / 50) + turn));
  const after = memoryOf(api.process.pid!);

  const took: number[] = [];
  for (let change = 0; change < CHANGES; change++) {
    const wanted = new RegExp(`"version":"${change + 12}"`);
    const begun = performance.now();
    const waiting = new Set(Array.from({ length: count }, (_, i) => i));
    const everybody = new Promise<void>((resolve) => {
      heard = (listener, text) => {
        if (!wanted.test(text) || !waiting.delete(listener)) return;
        took.push(performance.now() - begun);
        if (waiting.size === 0) resolve();
      };
    });
    const method = change % 2 ? 'DELETE' : 'PUT';
    await ask(clerk(0, size), `/api/records/contact/${record!.id}/followers/p1`, { method });
    await everybody;
  }
  agent.destroy();
  const kilobytes = ((after - before) * 1024) / count;
  return [
    { what: `${count} streams are opened, 50 at once`, here: times(opened), lab: '' },
    {
      what: `a change is heard on ${count} streams`,
      here: times(statistics(took)),
      lab: '44/72 ms',
      goal: 'p95 < 150 ms',
    },
    {
      what: `memory with ${count} streams`,
      here: `${after.toFixed(0)} MB, ${kilobytes.toFixed(0)} KB each`,
      lab: '129 MB, 14 KB each',
      goal: '< 200 MB',
    },
  ];
}
