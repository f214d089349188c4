/**
 * A `fetch` whose every answer is given by hand: requests wait at a gate until a test opens it.
 * Runs under Node and in browsers. No routes, no record: a backend is `demo/server`.
 */

/** Everything `fetch` takes; pages that wrap it may refuse anything else. */
const INIT_KEYS = new Set([
  'method',
  'headers',
  'body',
  'credentials',
  'cache',
  'keepalive',
  'mode',
  'redirect',
  'referrerPolicy',
  'signal',
]);

export interface FakeRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** As it was handed to `fetch`. */
  readonly init: RequestInit;
  /** The body read as JSON. */
  readonly json: unknown;
  readonly aborted: boolean;
  /** An object goes out as JSON, for a status from 400 up as `application/problem+json`; a string as HTML. */
  answer(status: number, body?: unknown, headers?: Record<string, string>): void;
  /** What a browser does when the network is gone. */
  fail(error?: unknown): void;
}

export interface FakeFetch {
  readonly fetch: typeof fetch;
  /** All requests so far, in the order they were sent. */
  readonly requests: FakeRequest[];
  /** The oldest request that nobody has taken yet; waits for one. */
  next(): Promise<FakeRequest>;
}

export interface FakeFetchOptions {
  /** Called with each request as it comes in, for tests that need no gate. */
  onRequest?: (request: FakeRequest) => void;
  /** Takes no notice of signals, as some stand-ins for fetch do. */
  deaf?: boolean;
}

export function respond(status: number, body?: unknown, headers?: Record<string, string>): Response {
  const html = typeof body === 'string';
  const type = html ? 'text/html' : status < 400 ? 'application/json' : 'application/problem+json';
  const text = body === undefined ? null : html ? body : JSON.stringify(body);
  return new Response(text, {
    status,
    headers: { ...(text === null ? {} : { 'Content-Type': type }), ...headers },
  });
}

export function fakeFetch({ onRequest, deaf }: FakeFetchOptions = {}): FakeFetch {
  const requests: FakeRequest[] = [];
  const untaken: FakeRequest[] = [];
  const takers: ((request: FakeRequest) => void)[] = [];

  const fetch = (input: unknown, init: RequestInit = {}): Promise<Response> => {
    for (const key of Object.keys(init)) if (!INIT_KEYS.has(key)) throw new TypeError(`unknown init: ${key}`);
    let resolve!: (response: Response) => void;
    let reject!: (error: unknown) => void;
    const promise = new Promise<Response>((...gate) => ([resolve, reject] = gate));
    const { signal } = init;
    const request: FakeRequest = {
      method: init.method ?? 'GET',
      url: new URL(String(input)),
      headers: new Headers(init.headers),
      init,
      get json(): unknown {
        return typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
      },
      get aborted() {
        return !!signal?.aborted;
      },
      answer: (...answer) => resolve(respond(...answer)),
      fail: (error = new TypeError('Failed to fetch')) => reject(error),
    };
    if (!deaf) signal?.addEventListener('abort', () => reject(signal.reason));
    requests.push(request);
    const taker = takers.shift();
    if (taker) taker(request);
    else untaken.push(request);
    onRequest?.(request);
    return promise;
  };

  return {
    fetch: fetch as typeof globalThis.fetch,
    requests,
    next: () => {
      const request = untaken.shift();
      return request ? Promise.resolve(request) : new Promise((resolve) => takers.push(resolve));
    },
  };
}
