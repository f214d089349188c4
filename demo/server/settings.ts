/** What the environment and the command line say of how to start, and why a start can fail, in plain words. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Settings {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Absolute, for it is also what the pages' server must not give away. */
  readonly folder: string;
  /** Of a PostgreSQL server; without one, the data is in the folder. */
  readonly databaseUrl: string | undefined;
  /** Folder of built pages to serve; without one, they are served from source. */
  readonly pages: string | undefined;
  /** Throw away the data that is there. */
  readonly fresh: boolean;
}

/** The start can't go on; the message is a sentence for people. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

export function readSettings(env: NodeJS.ProcessEnv, args: readonly string[]): Settings {
  const port = env['PORT'] || '5173';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new CannotStart(`PORT is "${port}", which is no port: it is a number from 0 to 65535.`);
  }
  return {
    port: Number(port),
    // Signing in is believing an id: not for the whole network to try.
    host: env['HOST'] || '127.0.0.1',
    folder: resolve(env['DATA_DIR'] || fileURLToPath(new URL('../data', import.meta.url))),
    databaseUrl: env['DATABASE_URL'] || undefined,
    pages: env['PAGES'] ? resolve(env['PAGES']) : undefined,
    fresh: args.includes('--fresh'),
  };
}

const FOLDER_PROBLEMS: Record<string, string> = {
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  EROFS: 'it may not be written to',
  EEXIST: 'it is not a folder',
  ENOTDIR: 'it is not a folder',
  ENOSPC: 'the disk is full',
};

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException | undefined)?.code ?? '';

/** Whether this is what the file system says when a folder can't be used. */
export const isFolderProblem = (error: unknown): boolean => codeOf(error) in FOLDER_PROBLEMS;

/** PostgreSQL's classes of codes for: no room, a file that can't be read, damaged data. */
const DATABASE_PROBLEM = /^(53|58|XX)/;

export const damaged = (folder: string) =>
  `The database in ${folder} can't be opened: it is damaged, or the disk is full. ` +
  'To throw it away and begin anew: npm start -- --fresh';

/** One sentence for what people can put right; everything else keeps its stack. */
export function explain(error: unknown, folder: string | undefined): string {
  if (error instanceof CannotStart) return error.message;
  const code = codeOf(error);
  // The database throws things that are no errors when it can't write.
  if (folder && (!(error instanceof Error) || DATABASE_PROBLEM.test(code))) return damaged(folder);
  const { syscall, port } = error as NodeJS.ErrnoException & { port?: number };
  if (syscall === 'listen' || syscall === 'bind') {
    return code === 'EADDRINUSE'
      ? `Port ${port} is in use. Set PORT to another one.`
      : `Port ${port} can't be opened (${code}). Set PORT to another one.`;
  }
  const problem = FOLDER_PROBLEMS[code];
  if (problem && folder) return `The data folder ${folder} can't be used: ${problem}.`;
  return String((error as Error | undefined)?.stack ?? error);
}
