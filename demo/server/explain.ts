/** Says in one plain sentence why the demo can't start; what is not expected keeps its stack. */
import { Locked } from './lock.ts';

export function explain(error: unknown): string {
  if (error instanceof Locked) return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Set PORT to another one.`;
  return String((error as Error).stack ?? error);
}
