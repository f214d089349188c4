/**
 * One process per data folder. The database would let two in, and both would write over each other.
 * The lock is a file with a process id; it outlives a crash, so the id is checked.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './settings.ts';

function isAlive(pid: number): boolean {
  // After a restart of the machine or the container, our own number may be in there.
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const holder = (file: string) => Number(readFileSync(file, 'utf8'));
const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/**
 * Takes the folder, which is made if it is not there.
 * @returns what gives it back
 * @throws CannotStart, or what the file system says
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'lock');
  const mine = join(folder, `lock.${process.pid}`);
  const stale = join(folder, `stale.${process.pid}`);
  const refuse = (pid: number) =>
    new CannotStart(
      `The data folder ${folder} is in use by process ${pid}. Stop that one, or set DATA_DIR to another folder.`,
    );
  writeFileSync(mine, String(process.pid));
  try {
    for (;;) {
      try {
        // Unlike writing, linking either fails or makes the file with its content at once.
        linkSync(mine, lock);
        return () => rmSync(lock, { force: true });
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      try {
        const pid = holder(lock);
        if (isAlive(pid)) throw refuse(pid);
        renameSync(lock, stale);
        // Another process may have taken it over between the look and the move: then give it back.
        const moved = holder(stale);
        if (isAlive(moved)) {
          linkSync(stale, lock);
          throw refuse(moved);
        }
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
      }
    }
  } finally {
    rmSync(mine, { force: true });
    rmSync(stale, { force: true });
  }
}
