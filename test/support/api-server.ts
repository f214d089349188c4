/** The API as a process of its own (`api-main.ts`), and a way to it on which answers get lost. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('api-main.ts', import.meta.url));

export interface ApiServer {
  readonly url: string;
  readonly process: ChildProcess;
  /** Kills it at once and waits until it is gone. */
  kill(): Promise<void>;
}

export async function startApi(env: Record<string, string>): Promise<ApiServer> {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [...process.execArgv, script], {
    env: { ...inherited, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const ended = exit.then(([code]) => {
    throw new Error(`The server ended with code ${String(code)}.`);
  });
  const ready = once(child.stdout, 'data').then(([line]) => /http:\S+/.exec(String(line))![0]);
  const url = await Promise.race([ready, ended]);
  ended.catch(() => {});
  return {
    url,
    process: child,
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

export interface Cut {
  readonly url: string;
  close(): void;
}

/**
 * Passes requests on, and breaks the connection when the answer begins to come back: what was asked has been done, and
 * whoever asked can't know.
 */
export async function cutAnswers(to: string): Promise<Cut> {
  const { hostname, port } = new URL(to);
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    const cut = () => {
      client.destroy();
      server.destroy();
    };
    client.on('error', cut);
    server.on('error', cut);
    client.pipe(server);
    server.once('data', cut);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port: own } = proxy.address() as AddressInfo;
  return { url: `http://127.0.0.1:${own}`, close: () => proxy.close() };
}
