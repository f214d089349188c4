/** An app whose streams a test listens to, each until the test ends. */
import type { TestContext } from 'node:test';
import type { AppOptions } from '../../demo/server/app.ts';
import { fixedData } from '../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import type { Repository } from '../../demo/server/repository.ts';
import { eventsOf, type Heard, Listener } from '../../src/conformance/listening.ts';
import { type Ask, makeApp } from './app.ts';

export interface Listening {
  readonly ask: Ask;
  readonly repository: Repository;
  /** Listens to contacts, given by id; `response` of the listener says whether it may. */
  listen(as: string, ids: readonly string[], lastEventId?: string): Promise<Listener>;
}

export function listeningApp(t: TestContext, options: Partial<AppOptions> = {}): Listening {
  const repository = options.repository ?? memoryRepository(fixedData());
  const { app, ask } = makeApp({ ...options, repository });
  return {
    ask,
    repository,
    async listen(as, ids, lastEventId) {
      const headers = new Headers({ Authorization: `Bearer ${as}` });
      if (lastEventId) headers.set('Last-Event-ID', lastEventId);
      const records = ids.map((id) => ({ type: 'contact', id }));
      const listener = new Listener(await app.request(`/api${eventsOf(...records)}`, { headers }));
      t.after(() => listener.end());
      return listener;
    },
  };
}

/** An event in short: `changed c1 5`. */
export const brief = (heard: Heard | undefined): string | undefined =>
  heard && [heard.event, heard.data.id, heard.data.version].filter(Boolean).join(' ');
