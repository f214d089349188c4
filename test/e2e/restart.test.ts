/** What was changed in the demo outlives its process. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { launchBrowser } from '../support/browser.ts';
import { copyData } from '../support/template.ts';
import { visit } from './visit.ts';

/** The demo as `npm start` runs it, on the data that is in the folder. */
async function start(folder: string): Promise<{ url: string; server: ChildProcess }> {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const env = { ...inherited, PORT: '0', DATA_DIR: join(folder, 'db') };
  const server = spawn(process.execPath, [...process.execArgv, 'demo/server/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(server.stdout)) {
    const url = /^ready (\S+)/.exec(line)?.[1];
    if (url) return { url, server };
  }
  return assert.fail('the demo ended before it was ready');
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode === null && server.kill()) await once(server, 'exit');
}

test('keeps who follows when the server is started again', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'crm-followers-'));
  const browser = await launchBrowser();
  const servers: ChildProcess[] = [];
  t.after(async () => {
    await browser.close();
    for (const server of servers) await stop(server);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  await copyData(join(folder, 'db'));
  const first = await start(folder);
  servers.push(first.server);
  const before = await visit(browser, first.url, '/contact.html?id=c1', { as: 'owner' });
  await before.click('combobox', 'Add followers');
  await before.page.keyboard.type('jos');
  await (await before.option('José Álvarez')).click();
  await before.reads('José Álvarez added. 4 of 10 followers.');
  await before.leave();
  await stop(first.server);

  const second = await start(folder);
  servers.push(second.server);
  const after = await visit(browser, second.url, '/contact.html?id=c1', { as: 'owner' });
  await after.find('button', 'Remove José Álvarez');
  await after.reads('Priya Mehta added José Álvarez as a follower');
  await after.leave();
});
