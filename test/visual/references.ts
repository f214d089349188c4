/** The accepted pictures: one file for each story. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { PNG } from 'pngjs';
import { decode, encode } from './sheet.ts';

const folder = fileURLToPath(new URL('reference', import.meta.url));
/** Where what differs can be looked at; not part of the project. */
const differences = fileURLToPath(new URL('../../screenshots/differences', import.meta.url));

/** Ids of all stories that have a reference. */
export const references = (): string[] => readdirSync(folder).map((file) => file.replace(/\.png$/, ''));

export const readReference = (id: string): PNG => decode(readFileSync(join(folder, `${id}.png`)));

export function writeReference(id: string, sheet: PNG): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${id}.png`), encode(sheet));
}

export const removeReference = (id: string): void => rmSync(join(folder, `${id}.png`));

/** Answers the path of the file. */
export function writeDifference(id: string, image: PNG): string {
  mkdirSync(differences, { recursive: true });
  const path = join(differences, `${id}.png`);
  writeFileSync(path, encode(image));
  return path;
}
