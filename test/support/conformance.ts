/** `crm-followers-conformance` as it is published, run as a program of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../dist/conformance.js', import.meta.url));

/** The demo's people, and those whom fewer cases would miss. */
export const FOUR = 'admin=admin,owner=owner,follower=follower,restricted=rob';
export const ALL = [
  ...['--tokens', `${FOUR},reader=reader`, '--foreign-user', 'stranger', '--foreign-record', 'contact:x1'],
  ...['--unowned', 'contact:c-unowned', '--over-limit', 'contact:c-over'],
];

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly ended: Promise<Ended>;
  interrupt(): void;
}

export function start(args: readonly string[], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]).then(
    ([[code], stdout, stderr]) => ({ code: code as number | null, stdout, stderr }),
  );
  return { ended, interrupt: () => void child.kill('SIGINT') };
}

/** Runs to its end. */
export const run = (args: readonly string[], env?: Record<string, string>) => start(args, env).ended;

export interface Report {
  readonly conforms: boolean;
  readonly levels: { name: string; state: string; passed: number; failed: number; notTested: number }[];
  readonly cases: { id: string; outcome: string; message?: string; needs?: string; requests?: string[] }[];
}

/** Runs to its end and reads the report for programs. */
export async function report(args: readonly string[]): Promise<Report & { code: number | null }> {
  const { code, stdout } = await run([...args, '--json']);
  return { code, ...(JSON.parse(stdout) as Report) };
}

/** Ids of the cases that ended so. */
export const ended = ({ cases }: Report, outcome: string): string[] =>
  cases.filter((each) => each.outcome === outcome).map(({ id }) => id);
