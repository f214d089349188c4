/** The accepted pictures: one file for each story, WebP without loss. */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('reference', import.meta.url));
/** Where what differs can be looked at; not part of the project. */
const differences = fileURLToPath(new URL('../../screenshots/differences', import.meta.url));

const pathOf = (id: string): string => join(folder, `${id}.webp`);

/** Ids of all stories that have a reference. */
export const references = (): string[] =>
  globSync('*.webp', { cwd: folder }).map((file) => basename(file, '.webp'));

export const readReference = (id: string): Buffer => readFileSync(pathOf(id));

export function writeReference(id: string, webp: Buffer): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(pathOf(id), webp);
}

export const removeReference = (id: string): void => rmSync(pathOf(id));

/** Answers the path of the file. */
export function writeDifference(id: string, png: Buffer): string {
  mkdirSync(differences, { recursive: true });
  const path = join(differences, `${id}.png`);
  writeFileSync(path, png);
  return path;
}
