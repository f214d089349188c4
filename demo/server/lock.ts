/**
 * One process per data folder. The database would let two in, and both would write over each other.
 * The lock is a file with a process id; it outlives a crash, so the id is checked, and, where the system tells,
 * when that process began: ids are used again.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './settings.ts';

/** When the process began, in a unit of the system's own; `undefined` where there is no `/proc` to say so. */
function startOf(pid: number): string | undefined {
  try {
    // Counted from the end of the program's name, which may hold anything: the 20th field after it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19];
  } catch {
    return undefined;
  }
}

interface Holder {
  readonly pid: number;
  readonly start: string | undefined;
}

function isAlive({ pid, start }: Holder): boolean {
  // After a restart of the machine or the container, our own number may be in there.
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !start || start === (startOf(pid) ?? start);
}

function holder(file: string): Holder {
  const [pid, start] = readFileSync(file, 'utf8').split(' ');
  return { pid: Number(pid), start };
}
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
  const refuse = ({ pid }: Holder) =>
    new CannotStart(
      `The data folder ${folder} is in use by process ${pid}. Stop that one, or set DATA_DIR to another folder. ` +
        `If that process is another program, delete ${lock}.`,
    );
  writeFileSync(mine, [process.pid, startOf(process.pid)].join(' ').trim());
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
        const found = holder(lock);
        if (isAlive(found)) throw refuse(found);
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
