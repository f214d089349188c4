/**
 * The reference backend in the page, as one person's browser sees it: requests can be held at a gate, answered by
 * hand or refused a network, and other people can act meanwhile. Every answer it does not plant is the real app's.
 */
import type { App, AppOptions } from '../../demo/server/app.ts';
import type { Account, SeedRecord } from '../../demo/server/repository.ts';
import { CAST, fixedData, TENANT } from '../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import { type Answer as AppAnswer, type Call, makeApp } from './app.ts';
import { turn } from './fake-clock.ts';

/** A request as the page sent it. */
export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly json: unknown;
}

/** `body`: an object goes out as JSON (a problem from 400 up), a string as HTML; `'network'` is no answer at all. */
export type Planted = { status: number; body?: unknown; headers?: Record<string, string> } | 'network';

interface Plan {
  readonly route: string;
  readonly answer: (sent: Sent) => Planted | undefined;
}

/** One request that waits for the test. */
export interface Gate {
  /** Resolves when the request is there. */
  readonly arrived: Promise<Sent>;
  /** Lets it through to the app. */
  open(): void;
  /** Answers it by hand; the app never sees it. */
  answer(answer: Planted): void;
}

/** A request under way; while it is held nobody needs to wait for it. */
interface Exchange {
  readonly sent: Sent;
  held: boolean;
}

interface Waiting {
  readonly route: string;
  taken?: boolean;
  readonly take: (exchange: Exchange) => Promise<Planted | undefined>;
  release(): void;
}

/** A record of the fixed data's tenant, owned by `owner`, with these followers. */
export function contact(id: string, followers: string[], rest: Partial<SeedRecord> = {}): SeedRecord {
  const source = { kind: 'user', byId: 'admin' } as const;
  return {
    key: { tenant: TENANT, type: 'contact', id },
    ownerId: 'owner',
    createdAt: '2026-11-01T09:00:00.000Z',
    source,
    fields: { name: 'Somebody' },
    followers: followers.map((userId) => ({ userId, addedAt: '2026-11-02T09:00:00.000Z', source })),
    ...rest,
  } as SeedRecord;
}

export interface BackendOptions extends Pick<AppOptions, 'limit' | 'policy'> {
  /** People and records besides the fixed ones. */
  people?: Account[];
  records?: SeedRecord[];
  /** Only the cast: then the whole directory comes with the first answer. */
  small?: boolean;
  /** Optional routes that this host does not have. */
  without?: string[];
}

/** Like `Response`, but read without leaving the turn, so that a test knows when an answer has arrived. */
function response(status: number, text: string, headers: Headers): Response {
  const body = { text: async () => text, json: async () => JSON.parse(text) as unknown };
  return { ok: status >= 200 && status < 300, status, headers, ...body } as unknown as Response;
}

function planted(answer: Planted): Response {
  if (answer === 'network') throw new TypeError('Failed to fetch');
  const { status, body, headers } = answer;
  const html = typeof body === 'string';
  const type = html ? 'text/html' : status < 400 ? 'application/json' : 'application/problem+json';
  return response(
    status,
    html ? body : body === undefined ? '' : JSON.stringify(body),
    new Headers({ 'Content-Type': type, ...headers }),
  );
}

/** A stream of live changes that was given to the page. */
interface Stream {
  open: boolean;
  end(): void;
}

/** A stream as `fetch` gives it: whoever gives up the request breaks it off. */
function streamed(answer: Response, signal: AbortSignal | null | undefined) {
  const reader = answer.body!.getReader();
  const stream: Stream = { open: true, end: () => void reader.cancel() };
  void reader.closed.then(() => (stream.open = false));
  const { end } = stream;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      signal?.addEventListener('abort', () => {
        controller.error(signal.reason);
        end();
      });
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (signal?.aborted) return;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: end,
  });
  return { response: new Response(body, answer), stream };
}

export class FakeBackend {
  /** Who is signed in. */
  as: string | null;
  readonly streams: Stream[] = [];
  readonly sent: Sent[] = [];
  readonly fetcher: typeof fetch;
  readonly #ask: (as: string | null, request: string, call?: Call) => Promise<AppAnswer>;
  #plans: Plan[] = [];
  #gates: Waiting[] = [];
  readonly #without: readonly string[];
  #underWay = new Set<Exchange>();

  constructor(
    as: string | null,
    { people = [], records = [], small, without = [], ...options }: BackendOptions = {},
  ) {
    this.as = as;
    this.#without = without;
    const fixed = fixedData();
    const repository = memoryRepository({
      people: [...(small ? CAST : fixed.people), ...people],
      records: [...(small ? [] : fixed.records), ...records],
    });
    const { app, ask } = makeApp({ repository, now: () => new Date('2026-11-23T09:00:00Z'), ...options });
    this.#ask = ask;
    this.fetcher = (input, init = {}) => this.#fetch(new URL(input as string), init, app);
  }

  /** Requests of a route so far: method and part of the path, as in `PUT /followers/`. */
  count(route: string): number {
    return this.sent.filter((sent) => matches(route, sent)).length;
  }

  /** Something that another person does meanwhile; the path is below `/api`. */
  async elsewhere(as: string, request: string, call?: Call): Promise<AppAnswer> {
    const [method, path] = request.split(' ');
    return this.#ask(as, `${method} /api${path}`, call);
  }

  /** From now on a route is answered so; an answer of `undefined` leaves it to the app. */
  plant(route: string, answer: Planted | ((sent: Sent) => Planted | undefined)): void {
    this.#plans.unshift({ route, answer: typeof answer === 'function' ? answer : () => answer });
  }

  /** Everything planted is forgotten. */
  recover(): void {
    this.#plans = [];
  }

  /** Holds the next request of a route. */
  hold(route: string): Gate {
    let arrive!: (sent: Sent) => void;
    let decide!: (answer: Planted | undefined) => void;
    let exchange: Exchange | undefined;
    const arrived = new Promise<Sent>((resolve) => (arrive = resolve));
    const decided = new Promise<Planted | undefined>((resolve) => (decide = resolve));
    const take = (held: Exchange) => {
      exchange = held;
      held.held = true;
      arrive(held.sent);
      return decided;
    };
    const answer = (what: Planted | undefined) => {
      if (exchange) exchange.held = false;
      decide(what);
    };
    this.#gates.push({ route, take, release: () => answer(undefined) });
    return { arrived, open: () => answer(undefined), answer };
  }

  /** Opens every gate, as at the end of a test. */
  release(): void {
    for (const gate of this.#gates) gate.release();
  }

  /** Resolves when everything asked so far is answered, but for what is held. */
  async idle(): Promise<void> {
    do await turn();
    while ([...this.#underWay].some(({ held }) => !held));
  }

  async #fetch(url: URL, init: RequestInit, app: App): Promise<Response> {
    const { method = 'GET', signal, body } = init;
    const json: unknown = typeof body === 'string' ? JSON.parse(body) : undefined;
    const sent: Sent = { method, url, headers: new Headers(init.headers), json };
    this.sent.push(sent);
    const exchange: Exchange = { sent, held: false };
    this.#underWay.add(exchange);
    const given = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    });
    try {
      return await Promise.race([given, this.#answer(exchange, init, app)]);
    } finally {
      this.#underWay.delete(exchange);
    }
  }

  async #answer(exchange: Exchange, init: RequestInit, app: App): Promise<Response> {
    const { sent } = exchange;
    const gate = this.#gates.find(({ route, taken }) => !taken && matches(route, sent));
    let answer: Planted | undefined;
    if (gate) {
      gate.taken = true;
      answer = await gate.take(exchange);
    }
    answer ??= this.#plans.find(({ route }) => matches(route, sent))?.answer(sent);
    return answer ? planted(answer) : this.#real(sent.url, init, app);
  }

  async #real(url: URL, init: RequestInit, app: App): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.as !== null && !headers.has('Authorization')) headers.set('Authorization', `Bearer ${this.as}`);
    const { method, body } = init;
    const answer = await app.request(url.pathname + url.search, { method, body, headers } as RequestInit);
    if (answer.headers.get('Content-Type') === 'text/event-stream') {
      const { response: given, stream } = streamed(answer, init.signal);
      this.streams.push(stream);
      return given;
    }
    const claimed = (text: string) =>
      this.#without.reduce((left, feature) => left.replace(`"${feature}",`, ''), text);
    return response(answer.status, claimed(await answer.text()), answer.headers);
  }
}

function matches(route: string, { method, url }: Sent): boolean {
  const [wanted, part = ''] = route.split(' ');
  return method === wanted && (url.pathname + url.search).includes(part);
}
