import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Entry {
  optionalDependencies?: Record<string, string>;
  resolved?: string;
}
const lockfile = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
const packages: Record<string, Entry> = JSON.parse(lockfile).packages;

/** Where npm looks for a dependency: next to its parent, then ever further up. */
function isLocked(parent: string, name: string): boolean {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder && `${folder}/`}node_modules/${name}`]) return true;
    if (!folder.includes('/')) return packages[`node_modules/${name}`] !== undefined;
  }
}

test('the lockfile has every platform’s native packages, so that npm ci works on all of them', () => {
  const missing = Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(parent, name)),
  );
  assert.deepEqual(missing, []);
});

test('the lockfile names no registry', () => {
  const addresses = Object.values(packages).flatMap(({ resolved }) =>
    resolved?.includes('://') ? [resolved] : [],
  );
  assert.deepEqual(addresses, []);
});
