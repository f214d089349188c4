/** The demo as its users start it, for tests that drive whole pages. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { builtPages, copyData } from './template.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Demo {
  /** Address with a slash at the end. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts the demo on a free port, with a database of its own that is thrown away afterwards, so that test files never
 * meet each other's data. Its pages are the run's built ones, which open in half the time, or those from source. With
 * `DEMO_URL` in the environment that running demo is used instead.
 */
export async function startDemo(pages = builtPages()): Promise<Demo> {
  const running = process.env['DEMO_URL'];
  if (running) return { url: running, stop: async () => {} };

  const data = await mkdtemp(join(tmpdir(), 'crm-followers-'));
  const folder = join(data, 'db');
  await copyData(folder);
  const { DATABASE_URL: _, ...inherited } = process.env;
  const server = spawn(process.execPath, [...process.execArgv, 'demo/server/main.ts'], {
    cwd: root,
    env: { ...inherited, PORT: String(await freePort()), DATA_DIR: folder, PAGES: pages },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const ready = /^ready (\S+)/m.exec(output)?.[1];
      if (ready) resolve(ready);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', (code) => reject(new Error(`The demo ended with code ${code}:\n${output}`)));
    // It makes its data first, which takes minutes where many others want the processor too.
    setTimeout(() => reject(new Error(`The demo was not ready after 180 s:\n${output}`)), 180_000).unref();
  }).catch((error: unknown) => {
    server.kill();
    throw error;
  });
  return {
    url,
    async stop() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      await rm(data, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** As `npm start` does it. */
export const startFromSource = (): Promise<Demo> => startDemo('');
