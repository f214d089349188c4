/** Runs every case with Node's runner, each on data as it was made, each answer held against the description. */
import { test } from 'node:test';
import { cases } from '../../src/conformance/cases/index.ts';
import { type App, createApp } from '../../demo/server/app.ts';
import { demoAuthenticate } from '../../demo/server/authenticate.ts';
import type { Repository } from '../../demo/server/repository.ts';
import { assertDescribed } from './openapi.ts';
import { runCase } from './ours.ts';

const BASE = 'http://crm.example/api';

/** `reset` gives a repository with the fixed data, nothing changed. */
export function runCases(reset: () => Promise<Repository>): void {
  for (const each of cases) {
    test(`${each.id}: ${each.title}`, async () => {
      const repository = await reset();
      const app: App = createApp({ repository, authenticate: demoAuthenticate(repository) });
      await runCase(each, BASE, async (request) => {
        const { pathname } = new URL(request.url);
        const response = await app.fetch(request);
        await assertDescribed(request.method, pathname.slice('/api'.length), response);
        return response;
      });
    });
  }
}
