/**
 * `npm start` as a process that a test can stop, kill and start again over the same data.
 * Tests that only need pages to look at take `demo.ts`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ServerOptions {
  /** Kept when the server ends. Without one, a new folder that is thrown away on `stop`. */
  dataFolder?: string | undefined;
  /** Default 0: any free one. */
  port?: number | string | undefined;
  args?: string[] | undefined;
  /** Of a PostgreSQL server, instead of the folder. */
  databaseUrl?: string | undefined;
}

export interface Server {
  /** Without a slash at the end. */
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything it has printed. */
  output(): string;
  /** Sends the signal (SIGTERM) and resolves with the exit code, `null` when the signal ended it at once. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A new folder in the system's place for such, or in one of the project. */
export function temporaryFolder(parent?: string): string {
  const place = parent === undefined ? tmpdir() : join(root, parent);
  mkdirSync(place, { recursive: true });
  return mkdtempSync(join(place, 'crm-followers-'));
}

function launch({ dataFolder, port = 0, args = [], databaseUrl }: ServerOptions) {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const database = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, [...process.execArgv, 'demo/server/main.ts', ...args], {
    cwd: root,
    env: { ...inherited, ...database, PORT: String(port), DATA_DIR: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const lines = new Promise<string>((resolve) => {
    const read = (chunk: Buffer) => {
      printed += String(chunk);
      const ready = /^ready (http:\/\/localhost:\d+)\/$/m.exec(printed)?.[1];
      if (ready) resolve(ready);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  return { child, exit, ready: lines, output: () => printed };
}

/** Resolves when the server is ready; rejects with what it printed when it ends instead. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const dataFolder = options.dataFolder ?? temporaryFolder();
  const { child, exit, ready, output } = launch({ ...options, dataFolder });
  const failed = exit.then((code) => {
    throw new Error(`The server ended with code ${code}:\n${output()}`);
  });
  const url = await Promise.race([ready, failed]);
  failed.catch(() => undefined);
  return {
    url,
    process: child,
    output,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const code = await exit;
      if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
      return code;
    },
  };
}

/** Starts a server that is expected to give up. */
export async function failToStart(options: ServerOptions): Promise<{ code: number | null; output: string }> {
  const { exit, output } = launch(options);
  return { code: await exit, output: output() };
}
