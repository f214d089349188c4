/**
 * What was changed on the pages of a tab, so that the next page of the demo finds it so: the requests that changed
 * something, kept in the session's storage and made again, in order and at their own times, before a page begins.
 */

interface Entry {
  /** ISO 8601 instant. */
  at: string;
  method: string;
  /** Path and query. */
  path: string;
  headers: [name: string, value: string][];
  body: string;
}

const KEY = 'crm-followers-demo';
const READS = new Set(['GET', 'HEAD']);

export class Journal {
  /** The clock, and the counter for new ids, of the request that is being made again. */
  #replayed: Entry | undefined;
  #ids = 0;
  #entries: Entry[];
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#entries = read(storage);
  }

  readonly now = (): Date => (this.#replayed ? new Date(this.#replayed.at) : new Date());
  /** The same ids each time, so that later requests find what earlier ones made. */
  readonly newId = (): string => `new-${++this.#ids}`;

  /** Makes everything again; what is refused now was overtaken by a new version of the demo, and forgotten. */
  async replay(fetch: (request: Request) => Promise<Response>): Promise<void> {
    const kept: Entry[] = [];
    for (const entry of this.#entries) {
      const { method, path, headers, body } = (this.#replayed = entry);
      const request = new Request(new URL(path, location.href), { method, headers, body: body || null });
      if ((await fetch(request)).ok) kept.push(entry);
    }
    this.#replayed = undefined;
    this.#entries = kept;
  }

  /** To be called with each request that was answered; `as` is who it came from. */
  async note(request: Request, response: Response, as: string): Promise<void> {
    if (READS.has(request.method) || !response.ok) return;
    const at = new Date().toISOString();
    const { method, url } = request;
    const headers = new Headers(request.headers);
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${as}`);
    const { pathname, search } = new URL(url);
    const entry = { at, method, path: pathname + search, headers: [...headers], body: '' };
    // In order of the answers, even where a body takes longer to read.
    this.#entries.push(entry);
    entry.body = await request.text();
    try {
      this.#storage.setItem(KEY, JSON.stringify(this.#entries));
    } catch {
      // Full: this page goes on as it is, the next one begins with what there was room for.
    }
  }

  clear(): void {
    this.#storage.removeItem(KEY);
  }
}

function read(storage: Storage): Entry[] {
  try {
    const found: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(found) ? (found as Entry[]) : [];
  } catch {
    return [];
  }
}
