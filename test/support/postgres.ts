/** Throw-away PostgreSQL servers: where the programs are, how they are got, and how one is started, broken and removed. */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';

const isRoot = process.getuid?.() === 0;

const hasPrograms = (folder: string) => ['initdb', 'postgres'].every((it) => existsSync(join(folder, it)));

/** The folder with `initdb` and `postgres`: in `PATH`, or where Debian puts them, the newest version first. */
function programs(): string | undefined {
  const debian = globSync('/usr/lib/postgresql/*/bin').sort((a, b) =>
    b.localeCompare(a, 'en', { numeric: true }),
  );
  return [...(process.env['PATH']?.split(delimiter) ?? []), ...debian].find(hasPrograms);
}

/** Installs Debian's PostgreSQL where there is none and that is possible; throws a plain sentence where not. */
export function ensurePostgres(): string {
  if (!programs() && isRoot && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args: string[]) =>
      execFileSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'postgresql');
  }
  const found = programs();
  if (!found)
    throw new Error('No PostgreSQL found: install version 15 or later, or put its programs in PATH.');
  return found;
}

/**
 * PostgreSQL refuses to run as root; Debian's package brings a user for it. Where the system can, the server ends with
 * us, however we end.
 */
function asServer(program: string, ...args: string[]): [string, string[]] {
  if (process.platform !== 'linux') return [program, args];
  const identity = isRoot ? ['--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
  return ['setpriv', [...identity, '--pdeathsig=QUIT', program, ...args]];
}

export type Isolation = 'read committed' | 'repeatable read' | 'serializable';

/** Its superuser is `postgres`. */
export interface Postgres {
  /** The address of one of its databases. */
  url(database?: string): string;
  /** Makes an empty database, whose transactions are isolated so by default. @returns its address */
  create(database: string, isolation?: Isolation): Promise<string>;
  /** Runs SQL as the superuser. */
  run(sql: string, database?: string): Promise<Record<string, unknown>[]>;
}

export interface OwnPostgres extends Postgres {
  /** Ends it: in order, or at once, as a crash of the program would. */
  stop(how?: 'in order' | 'crash'): Promise<void>;
  /** Starts it again, at the same address. */
  start(): Promise<void>;
  /** Stops it and removes everything it had. */
  remove(): Promise<void>;
}

/** A server that is running already. */
export function postgresAt(address: string): Postgres {
  const url = (database = 'postgres') => {
    const its = new URL(address);
    its.pathname = database;
    return its.href;
  };
  const run: Postgres['run'] = async (sql, database) => {
    const client = new pg.Client({ connectionString: url(database) });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    url,
    run,
    async create(database, isolation = 'read committed') {
      await run(`create database ${database}`);
      await run(`alter database ${database} set default_transaction_isolation to '${isolation}'`);
      return url(database);
    },
  };
}

/**
 * `durable`: waits for the disk, as a server that is meant seriously does. What is acknowledged otherwise survives the
 * server's end, but not the machine's. `settings` are more of the server's own.
 */
export async function startPostgres({
  durable = false,
  settings = {} as Record<string, string>,
} = {}): Promise<OwnPostgres> {
  const bin = ensurePostgres();
  const [folder, port, password] = [
    mkdtempSync(join(tmpdir(), 'crm-postgres-')),
    await freePort(),
    randomBytes(9).toString('hex'),
  ];
  const [data, passwordFile] = [join(folder, 'data'), join(folder, 'password')];
  writeFileSync(passwordFile, password);
  if (isRoot) execFileSync('chown', ['-R', 'postgres', folder]);
  const choices = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'];
  const [program, args] = asServer(
    join(bin, 'initdb'),
    data,
    ...choices,
    '--no-sync',
    `--pwfile=${passwordFile}`,
  );
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });

  const options = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
    ...settings,
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

  const launch = async () => {
    const [program, args] = asServer(join(bin, 'postgres'), '-D', data, ...flags);
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const exit = once(child, 'exit');
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (chunk: Buffer) => {
        said += String(chunk);
        if (said.includes('ready to accept connections')) resolve();
      });
      void exit.then(() => reject(new Error(`PostgreSQL ended:\n${said}`)));
    });
    return { child, exit };
  };
  let running: Awaited<ReturnType<typeof launch>> | undefined = await launch();

  const stop: OwnPostgres['stop'] = async (how = 'in order') => {
    running?.child.kill(how === 'crash' ? 'SIGQUIT' : 'SIGINT');
    await running?.exit;
    running = undefined;
  };
  return {
    ...postgresAt(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`),
    stop,
    async start() {
      running ??= await launch();
    },
    async remove() {
      await stop('crash');
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** The server of the lane `postgres` where that is running, otherwise one of one's own. */
export async function anyPostgres(): Promise<Postgres & Pick<OwnPostgres, 'remove'>> {
  const address = process.env['POSTGRES_FOR_TESTS'];
  return address === undefined ? startPostgres() : { ...postgresAt(address), remove: async () => {} };
}
