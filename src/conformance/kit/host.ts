/**
 * The backend under test over HTTP: signs in, waits, gives up, and remembers what was asked.
 * It judges no answer but one that is none.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Role } from '../case.ts';
import type { Options } from './options.ts';

/** There was no answer at all. The message is a sentence. */
export class Unanswered extends Error {}

/** The run was interrupted; nothing more is asked. */
export class Interrupted extends Error {}

/** Longest that a backend may ask to wait, in seconds, before that counts as its answer. */
const LONGEST_WAIT = 60;

export interface Host {
  /** Asks as one of the people, or as nobody. Throws `Unanswered` or `Interrupted`. */
  fetch(as: Role | null, path: string, init?: RequestInit): Promise<Response>;
  /** What has been asked since this was called last, each with its status. */
  takeRequests(): string[];
  /** Resolves when no request is under way any more. */
  settled(): Promise<unknown>;
  /** From now on nothing is asked, until `resume`. */
  interrupt(): void;
  resume(): void;
  /** How many requests in a row have not been answered. */
  readonly silence: number;
}

export function connect({ base, tokens, header: [name, value], timeout }: Options): Host {
  let requests: string[] = [];
  let interruption = new AbortController();
  let silence = 0;
  const underWay = new Set<Promise<unknown>>();

  function requestOf(as: Role | null, init: RequestInit): RequestInit {
    const headers = new Headers(init.headers);
    if (init.method !== undefined && init.method !== 'GET') headers.set('X-CRM-Followers', '1');
    const token = tokens[as === 'restrictedFollower' ? 'restricted' : (as ?? 'admin')];
    // A replacement function, since a token may hold `$&`.
    if (as !== null && token)
      headers.set(
        name,
        value.replaceAll('{token}', () => token),
      );
    return { ...init, headers, redirect: 'manual' };
  }

  /** The whole answer, so that a body that never ends is noticed here; streams are read by whoever asked. */
  async function answered(path: string, init: RequestInit): Promise<Response> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new DOMException('', 'TimeoutError')), timeout);
    const signal = init.signal ? AbortSignal.any([init.signal, late.signal]) : late.signal;
    try {
      const response = await fetch(base + path, { ...init, signal });
      if (response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
      const body = await response.arrayBuffer();
      const { status, headers } = response;
      return new Response(body.byteLength > 0 ? body : null, { status, headers });
    } finally {
      clearTimeout(timer);
    }
  }

  async function patiently(as: Role | null, path: string, init: RequestInit): Promise<Response> {
    for (let attempt = 0; ; attempt++) {
      const response = await answered(path, requestOf(as, init));
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      if (response.status !== 429 || !(seconds <= LONGEST_WAIT) || attempt === 3) return response;
      await wait(seconds * 1000, undefined, { signal: interruption.signal }).catch(() => {
        throw new Interrupted();
      });
    }
  }

  async function tell(as: Role | null, path: string, init: RequestInit): Promise<Response> {
    const request = `${init.method ?? 'GET'} ${shorten(path)} as ${as ?? 'nobody'}`;
    const place = requests.push(`${request} → no answer`) - 1;
    const list = requests;
    try {
      const response = await patiently(as, path, init);
      silence = 0;
      list[place] = `${request} → ${response.status}`;
      return response;
    } catch (error) {
      if (error instanceof Interrupted || init.signal?.aborted) throw error;
      silence++;
      throw new Unanswered(reasonOf(error as Error, base, timeout), { cause: error });
    }
  }

  return {
    async fetch(as, path, init = {}) {
      if (interruption.signal.aborted) throw new Interrupted();
      const telling = tell(as, path, init);
      underWay.add(telling);
      try {
        return await telling;
      } finally {
        underWay.delete(telling);
      }
    },
    takeRequests() {
      const taken = requests;
      requests = [];
      return taken;
    },
    settled: () => Promise.allSettled(underWay),
    interrupt: () => interruption.abort(),
    resume() {
      interruption = new AbortController();
    },
    get silence() {
      return silence;
    },
  };
}

const shorten = (path: string) => (path.length > 120 ? `${path.slice(0, 117)}…` : path);

function reasonOf(error: Error, base: string, timeout: number): string {
  const { origin, host } = new URL(base);
  if (error.name === 'TimeoutError') return `${origin} has not answered within ${timeout / 1000} s.`;
  const { code = '', message = error.message } = (error.cause ?? {}) as { code?: string; message?: string };
  if (code === 'ECONNREFUSED') return `Nothing listens at ${origin}.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `There is no host ${host} that this machine could find.`;
  if (/CERT|SSL|TLS|SELF_SIGNED/.test(code))
    return `The certificate of ${origin} is not trusted: ${message}.`;
  return `${origin} can't be reached: ${message || code}.`;
}
