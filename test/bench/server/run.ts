/**
 * What the backend does on a PostgreSQL server, over HTTP: `npm run bench:server`, next to what the designs it is made of
 * did on their own. Client, server and database share the machine, so figures are for comparing, not for promising.
 *
 * `--scale 0.01` makes everything smaller, to see that it runs; `--only search` leaves out the rest.
 */
import { parseArgs } from 'node:util';
import { migrate } from '../../../demo/server/sql/migrate.ts';
import { connectPostgres, PREPARING, SCHEMA } from '../../../demo/server/sql/postgres.ts';
import { startApi } from '../../support/api-server.ts';
import { startPostgres } from '../../support/postgres.ts';
import { load, type Size } from './data.ts';
import { asking } from './http.ts';
import { batches, conditionalReads, writes } from './records.ts';
import { type Row, printed } from './report.ts';
import { search } from './search.ts';
import { streams } from './streams.ts';
import { visibleRecords } from './visible.ts';
import type { Bench } from './bench.ts';

const { scale, only } = parseArgs({
  options: { scale: { type: 'string', default: '1' }, only: { type: 'string' } },
}).values;

const PARTS: Record<string, (bench: Bench) => Promise<Row[]>> = {
  writes,
  batches,
  conditional: conditionalReads,
  search,
  visible: visibleRecords,
  streams,
};
const chosen = Object.entries(PARTS).filter(([name]) => only === undefined || only.split(',').includes(name));

/** For a machine with some memory; the server's own defaults are for the smallest. */
const ROOMY = { shared_buffers: '2GB', maintenance_work_mem: '1GB', work_mem: '64MB', max_wal_size: '8GB' };

const factor = Number(scale);
const size: Size = {
  people: Math.ceil(1_000_000 * factor),
  records: Math.ceil(1_000_000 * factor),
  users: Math.ceil(100_000 * factor),
};
const postgres = await startPostgres({ durable: true, settings: ROOMY });
try {
  const url = await postgres.create('bench');
  const database = connectPostgres(url, PREPARING);
  await database.exec(`create schema ${SCHEMA}`);
  await migrate(database);
  const begun = performance.now();
  await load(database, size);
  console.log(
    `${size.people} people and ${size.records} records in ${((performance.now() - begun) / 1000).toFixed(0)} s`,
  );
  const api = await startApi({ DATABASE_URL: url });
  const { ask, postponed, close } = asking(api.url);
  try {
    // Each part as it comes: a long run that breaks off has still shown something.
    for (const [, run] of chosen) console.log(`${printed(await run({ ask, database, size, api }))}\n`);
    if (postponed()) console.log(`${postponed()} requests were told to come back (503), and waited.`);
  } finally {
    close();
    await api.kill();
    await database.close();
  }
} finally {
  await postgres.remove();
}
