/**
 * WebKitGTK, driven from outside: the processes and the WebDriver protocol. One browser with one window, on a display
 * of its own where this machine has none. Whatever it is asked it has to answer in time, for it may hang.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { temporaryFolder } from '../server.ts';

export interface WebKitPaths {
  /** `WebKitWebDriver`. */
  driver: string;
  /** `MiniBrowser`. */
  browser: string;
}

/** How long the driver may take to answer at all, a browser to answer a command, and to leave a page or to end. */
const START_MS = 30_000;
const COMMAND_MS = 60_000;
export const LEAVE_MS = 10_000;

function startDisplay(): ChildProcess {
  const args = ['-displayfd', '3', '-screen', '0', '640x60x24', '-nolisten', 'tcp'];
  return spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
}

/** The name of a display that was started; Xvfb chooses a number that is free. */
async function displayName(display: ChildProcess): Promise<string> {
  const [number] = await Promise.race([
    once(display.stdio[3] as Socket, 'data'),
    once(display, 'error').then(([error]) => Promise.reject(error as Error)),
  ]);
  return `:${String(number).trim()}`;
}

/**
 * Settings of the desktop, which WebKit follows: pages are light, nothing moves, and two clicks on one spot are two
 * clicks, however soon one comes after the other.
 */
function writeSettings(folder: string): void {
  const gtk = join(folder, 'gtk-3.0');
  mkdirSync(gtk);
  writeFileSync(
    join(gtk, 'settings.ini'),
    `[Settings]
gtk-enable-animations=0
gtk-application-prefer-dark-theme=0
gtk-double-click-time=0
`,
  );
}

/** A process and all that it has started. */
function family(pid: number): number[] {
  const children = globSync(`/proc/${pid}/task/*/children`).flatMap((list) => {
    try {
      return readFileSync(list, 'utf8').split(' ').filter(Boolean).map(Number);
    } catch {
      return []; // It has just ended.
    }
  });
  return [pid, ...children.flatMap(family)];
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

export class WebKitDriver {
  #display: ChildProcess | undefined;
  #driver: ChildProcess | undefined;
  readonly #settings = temporaryFolder();
  #session = '';

  private constructor() {}

  static async start({ driver, browser }: WebKitPaths): Promise<WebKitDriver> {
    const it = new WebKitDriver();
    try {
      writeSettings(it.#settings);
      const env: NodeJS.ProcessEnv = {
        ...process.env,
        XDG_CONFIG_HOME: it.#settings,
        // Nobody looks, and there is no graphics card.
        WEBKIT_DISABLE_COMPOSITING_MODE: '1',
        NO_AT_BRIDGE: '1',
        // Its sandbox needs rights that root in a container lacks.
        ...(process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}),
      };
      env['DISPLAY'] ||= await displayName((it.#display = startDisplay()));
      const port = await freePort();
      it.#driver = spawn(driver, [`--port=${port}`], { env, stdio: 'ignore' });
      const url = `http://127.0.0.1:${port}`;
      await answering(`${url}/status`);
      const options = { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } };
      const { sessionId } = await request<{ sessionId: string }>('POST', `${url}/session`, {
        capabilities: { alwaysMatch: options },
      });
      it.#session = `${url}/session/${sessionId}`;
    } catch (error) {
      await it.stop();
      throw error;
    }
    return it;
  }

  /** One command of WebDriver, below the session's address. */
  call<T = null>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, limit?: number): Promise<T> {
    return request<T>(method, this.#session + path, body, limit);
  }

  /** Calls a function in the page. What it answers has to be JSON, or elements. */
  evaluate<T, A extends unknown[]>(run: (...args: A) => T, ...args: A): Promise<T> {
    return this.call('POST', '/execute/sync', { script: `return (${String(run)})(...arguments)`, args });
  }

  async stop(): Promise<void> {
    // A browser that hangs would outlive its driver.
    const started = this.#driver?.pid ? family(this.#driver.pid) : [];
    if (this.#session) await this.call('DELETE', '', undefined, LEAVE_MS).catch(() => {});
    started.forEach(kill);
    this.#display?.kill();
    await rm(this.#settings, { recursive: true, force: true });
  }
}

async function answering(url: string): Promise<void> {
  for (const end = Date.now() + START_MS; ;) {
    try {
      return void (await fetch(url));
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function request<T>(method: string, url: string, body?: object, limit = COMMAND_MS): Promise<T> {
  const what = `${method} ${new URL(url).pathname}`;
  const signal = AbortSignal.timeout(limit);
  try {
    const response = await fetch(url, { method, signal, ...(body && { body: JSON.stringify(body) }) });
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${what}: ${value.error} ${value.message}`);
    return value;
  } catch (error) {
    throw signal.aborted ? new Error(`${what}: WebKit has not answered for ${limit / 1000} s.`) : error;
  }
}
