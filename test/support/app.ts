/** Asks an app without a port, as one of the demo's people. */
import { type App, type AppOptions, createApp } from '../../demo/server/app.ts';
import { demoAuthenticate } from '../../demo/server/authenticate.ts';
import { fixedData } from '../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import type { Repository } from '../../demo/server/repository.ts';

export interface Answer {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look at answers member by member
  body: any;
}

export interface Call {
  headers?: Record<string, string>;
  /** Sent as JSON; a string is sent as it is. */
  json?: unknown;
}

export type Ask = (as: string | null, request: string, call?: Call) => Promise<Answer>;

/** `request` is a method and a path, as in `GET /api/meta`. */
export function askingOf(app: Pick<App, 'request'>): Ask {
  return async (as, request, { headers = {}, json } = {}) => {
    const [method, path] = request.split(' ') as [string, string];
    const all = new Headers(headers);
    if (as !== null) all.set('Authorization', `Bearer ${as}`);
    const init: RequestInit = { method, headers: all };
    if (json !== undefined) {
      init.body = typeof json === 'string' ? json : JSON.stringify(json);
      if (!all.has('content-type')) all.set('Content-Type', 'application/json');
    }
    const response = await app.request(path, init);
    const type = response.headers.get('content-type') ?? '';
    const isJson = /\bjson\b/.test(type);
    // A stream has no end to wait for; who wants to hear it takes `listening.ts`.
    if (type === 'text/event-stream') await response.body?.cancel();
    const text = response.bodyUsed ? '' : await response.text();
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
}

/** An app over the fixed data in memory, unless given another home. */
export function makeApp(options: Partial<AppOptions> = {}) {
  const repository: Repository = options.repository ?? memoryRepository(fixedData());
  const app = createApp({ authenticate: demoAuthenticate(repository), ...options, repository });
  return { app, repository, ask: askingOf(app) };
}

/** Paths below `/api`. */
export const followers = (id: string, type = 'contact') => `/api/records/${type}/${id}/followers`;
export const owner = (id: string, type = 'contact') => `/api/records/${type}/${id}/owner`;
