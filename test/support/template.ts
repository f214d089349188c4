/**
 * What is made once for a whole lane, and copied or shared by all tests that want a demo of their own: a database with
 * its data, and its pages. To make them takes seconds of a processor. A file that is run by itself finds neither, and
 * its demo does as it does anywhere else: it makes its data, and serves its pages from source.
 */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openFolder } from '../../demo/server/open-folder.ts';
import { temporaryFolder } from './server.ts';

/** Where this lane has them, said to the processes of its tests. */
const DATA = 'DATA_FOR_TESTS';
const PAGES = 'PAGES_FOR_TESTS';

/** Runs what needs data, or pages, of which none are left afterwards. */
async function withFolder<T>(
  place: string,
  make: (folder: string) => Promise<void>,
  run: () => Promise<T>,
): Promise<T> {
  const folder = temporaryFolder();
  try {
    await make(folder);
    process.env[place] = folder;
    return await run();
  } finally {
    delete process.env[place];
    await rm(folder, { recursive: true, maxRetries: 3 });
  }
}

export const withData = <T>(run: () => Promise<T>): Promise<T> =>
  withFolder(DATA, async (folder) => (await openFolder(folder)).close(), run);

export const withPages = <T>(run: () => Promise<T>): Promise<T> => withFolder(PAGES, buildPages, run);

async function buildPages(folder: string): Promise<void> {
  const { build } = await import('vite');
  const configFile = fileURLToPath(new URL('../../demo/vite.config.ts', import.meta.url));
  await build({ configFile, mode: 'server', logLevel: 'warn', build: { outDir: folder } });
}

/** Fills a data folder, if there is anything to fill it with. */
export async function copyData(folder: string): Promise<void> {
  const data = process.env[DATA];
  if (data) await cp(join(data, 'pglite'), join(folder, 'pglite'), { recursive: true });
}

/** Folder of the built pages. */
export const builtPages = (): string | undefined => process.env[PAGES];
