/**
 * One exchange with the backend, from an address to its JSON or its events: headers, token, time limit.
 * Every failure is a `Problem`, or an `AbortError` when the caller gave up. Which routes there are
 * is `rest-adapter.ts`; trying again is `retry.ts`.
 */
import { Problem } from '../core/problem.ts';
import { readEvents, type Tell } from './event-stream.ts';
import { problemOf, readAnswer } from './response.ts';
import { type GetToken, withToken } from './token.ts';

/** Milliseconds, from asking for a token to the last byte. A write may have to wait for a lock. */
const READ_TIMEOUT = 15_000;
const WRITE_TIMEOUT = 20_000;
/** Milliseconds without a sign of life, of which the contract asks for one every 15 seconds. */
const SILENCE = 40_000;

/** Read anew for each request, so that they may be changed in place. */
export interface ClientOptions {
  /** Base URL, relative to the document or absolute; a query string in it goes along with every request. */
  endpoint?: string | undefined;
  /** Whether cookies travel, as for `fetch`. Default `same-origin`. */
  credentials?: RequestCredentials | undefined;
  /** Further headers, or a function that is asked for them before each request. */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
  /** The access token, sent as `Authorization: Bearer …` to the endpoint and never beyond a redirect. */
  getToken?: GetToken | undefined;
  /** Stands in for `fetch`. */
  fetcher?: typeof fetch | undefined;
  /** Language for the server's own sentences. Default: the browser's. */
  lang?: string | undefined;
}

export interface Call {
  /** A write; a read where none is given. */
  method?: 'PUT' | 'POST' | 'DELETE' | undefined;
  /** Below the endpoint, with a leading slash, encoded. */
  path: string;
  query?: Record<string, string> | string[][] | undefined;
  /** A POST that only reads. */
  reads?: boolean | undefined;
  /** A flat object. */
  body?: Readonly<Record<string, unknown>> | undefined;
  /** Sent as `If-Match`. */
  version?: string | undefined;
  /** For a stream of events: sent as `Last-Event-ID` where it is not empty. */
  lastEventId?: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * The URL of a path below the endpoint.
 *
 * @throws {Problem} `setup` when the endpoint is no http(s) URL.
 */
export function urlOf(endpoint: string | undefined, path: string, query?: Call['query']): string {
  let url: URL | undefined;
  try {
    // An empty endpoint would mean the page itself.
    url = new URL(endpoint!.trim() || 'none:', globalThis.document?.baseURI);
  } catch {}
  if (!url || !/^https?:$/.test(url.protocol)) throw new Problem('setup');
  const search = [url.search.slice(1), new URLSearchParams(query)].join('&').replace(/^&|&$/g, '');
  return url.origin + url.pathname.replace(/\/+$/, '') + path + (search && '?' + search);
}

async function headersOf({ headers: given, lang }: ClientOptions, call: Call, token?: string) {
  const { method, version, lastEventId } = call;
  const headers = new Headers((typeof given === 'function' ? await given() : given) || {});
  const type = lastEventId === undefined ? 'application/json' : 'text/event-stream';
  headers.set('Accept', `${type}, application/problem+json`);
  if (lastEventId) headers.set('Last-Event-ID', lastEventId);
  if (lang && /^[\w-]+$/.test(lang)) headers.set('Accept-Language', lang);
  if (method) {
    // Makes browsers ask before a foreign page may send it.
    headers.set('X-CRM-Followers', '1');
    headers.set('Content-Type', 'application/json');
  }
  if (version) headers.set('If-Match', `"${version}"`);
  if (token) headers.set('Authorization', 'Bearer ' + token);
  return headers;
}

/**
 * Runs with a signal of its own; rejects when time is up or the caller gives up, even if `run` doesn't notice.
 * `alive` makes the time begin anew.
 */
async function within<T>(
  milliseconds: number,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal, alive: () => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    // Some stand-ins for fetch go on all the same.
    signal.throwIfAborted();
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(new Problem('timeout')), milliseconds);
  };
  alive();
  // Passed on by hand: fetch refuses signals that a script on the page has replaced.
  const stop = () => controller.abort();
  outer?.addEventListener('abort', stop);
  if (outer?.aborted) stop();
  try {
    return await Promise.race([ended, run(signal, alive)]);
  } catch (error) {
    signal.throwIfAborted();
    throw problemOf(error);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', stop);
  }
}

/** For `JSON.stringify`: the value itself, whatever its `toJSON` would make of it. */
function asItIs(this: Record<string, unknown>, key: string): unknown {
  return this[key];
}

/** Sends a request; once more with a newer token where the first is no longer good. */
function send(options: ClientOptions, call: Call, signal: AbortSignal): Promise<Response> {
  const { endpoint, credentials, getToken } = options;
  const { method, path, query, body, reads = !method } = call;
  const url = urlOf(endpoint, path, query);
  const attempt = async (token?: string) => {
    const headers = await headersOf(options, call, token);
    signal.throwIfAborted();
    // Looked up now, and called without `this`: pages wrap fetch, and fetch refuses a foreign `this`.
    const { fetcher = fetch } = options;
    return fetcher(url, {
      method: method ?? 'GET',
      headers,
      // Old Prototype.js gives lists a toJSON of its own, which makes text of them: each value is taken as it is.
      body: body && JSON.stringify(body, asItIs),
      credentials,
      cache: method ? undefined : 'no-cache',
      keepalive: !reads,
      redirect: headers.has('Authorization') ? 'error' : 'follow',
      signal,
    });
  };
  return getToken ? withToken(getToken, attempt) : attempt();
}

/**
 * Sends one request and reads its answer: JSON, or `undefined` where a write is answered with nothing.
 *
 * @throws {Problem} For everything that goes wrong.
 * @throws {DOMException} `AbortError` when `call.signal` is aborted.
 */
export async function request(options: ClientOptions, call: Call): Promise<unknown> {
  const { method, reads = !method } = call;
  return within(reads ? READ_TIMEOUT : WRITE_TIMEOUT, call.signal, async (signal) => {
    const answer = await readAnswer(await send(options, call, signal));
    if (!answer && reads) throw new Problem('malformed-response');
    return answer;
  });
}

/** Listens to a stream of events until it ends. Throws as `request` does. */
export function listen(options: ClientOptions, call: Call, tell: Tell): Promise<void> {
  return within(SILENCE, call.signal, async (signal, alive) =>
    readEvents(await send(options, call, signal), tell, alive),
  );
}
