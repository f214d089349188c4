/** Listens to a stream of events as a client would: reads it as it comes, and knows the id to go on from. */
import { type Body, nameOf } from './ask.ts';
import type { Context, Patience, RecordRef, Role } from './case.ts';
import { equal, ok } from './expect.ts';

export interface Heard {
  readonly event: string;
  readonly data: Body;
  /** The last id that was given, with this event or before it. */
  readonly id: string;
}

/** How many milliseconds a backend may take to tell of a change. */
const LATE = 5000;

const forSeconds: Patience = (late) => {
  const timer = setTimeout(late, LATE);
  return () => clearTimeout(timer);
};

export class Listener {
  readonly response: Response;
  /** Where to go on from; empty where the stream gave none. */
  id = '';
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #decoder = new TextDecoder();
  readonly #patience: Patience;
  #text = '';
  #comments = 0;
  /** What was last heard of each record: the same once more is no news. */
  readonly #known = new Map<string, string>();

  constructor(response: Response, patience = forSeconds) {
    this.response = response;
    this.#patience = patience;
    this.#reader = response.ok ? response.body?.getReader() : undefined;
  }

  /** The next event; `undefined` at the end of the stream. Rejects when none comes for too long. */
  async next(): Promise<Heard | undefined> {
    for (;;) {
      const block = this.#block();
      const heard = block !== undefined && this.#read(block);
      if (heard && this.#isNews(heard)) return heard;
      if (block === undefined && !(await this.#more())) return undefined;
    }
  }

  /** Reads until there is a sign of life that is no event; false where the stream ends before. */
  async sign(): Promise<boolean> {
    const before = this.#comments;
    while (this.#comments === before) {
      const block = this.#block();
      if (block !== undefined) this.#read(block);
      else if (!(await this.#more())) return false;
    }
    return true;
  }

  /** So many events. */
  async take(count: number): Promise<Heard[]> {
    const all: Heard[] = [];
    for (let heard; all.length < count && (heard = await this.next());) all.push(heard);
    return all;
  }

  async end(): Promise<void> {
    await this.#reader?.cancel().catch(() => undefined);
  }

  /** The next block of lines, where all of it is there. */
  #block(): string | undefined {
    const end = this.#text.indexOf('\n\n');
    if (end < 0) return undefined;
    const block = this.#text.slice(0, end);
    this.#text = this.#text.slice(end + 2);
    return block;
  }

  #isNews({ event, data }: Heard): boolean {
    const [record, said] = [`${data.type} ${data.id}`, `${event} ${data.version}`];
    if (this.#known.get(record) === said) return false;
    this.#known.set(record, said);
    return true;
  }

  #read(block: string): Heard | undefined {
    const lines = block
      .split('\n')
      .map((line) => /^([^:]*):? ?(.*)$/.exec(line)!.slice(1) as [string, string]);
    const field = (name: string) => lines.filter(([each]) => each === name).map(([, value]) => value);
    this.#comments += field('').length;
    this.id = field('id').at(-1) ?? this.id;
    const data = field('data');
    if (!data.length) return undefined;
    return { event: field('event').at(-1) ?? 'message', data: JSON.parse(data.join('\n')), id: this.id };
  }

  async #more(): Promise<boolean> {
    let stop = () => {};
    const late = new Promise<never>((_, reject) => {
      stop = this.#patience(() => reject(new Error('No event came.')));
    });
    try {
      const { done, value } = (await Promise.race([this.#reader!.read(), late])) ?? {};
      this.#text += this.#decoder.decode(value, { stream: true });
      return !done;
    } finally {
      stop();
    }
  }
}

export const eventsOf = (...records: RecordRef[]): string =>
  `/events?${records.map((record) => `record=${nameOf(record)}`).join('&')}`;

/** Opens a stream, and listens for as long as `run` takes. */
export async function listening(
  { fetch, record, patience }: Context,
  as: Role,
  run: (listener: Listener) => Promise<void>,
  { records = [record], lastEventId = '' } = {},
): Promise<void> {
  const headers = new Headers({ Accept: 'text/event-stream' });
  if (lastEventId) headers.set('Last-Event-ID', lastEventId);
  const response = await fetch(as, eventsOf(...records), { headers });
  const listener = new Listener(response, patience);
  try {
    equal(response.status, 200, 'status of the stream');
    const type = response.headers.get('content-type') ?? '';
    ok(/^text\/event-stream\b/.test(type), `A stream is text/event-stream, not ${type}`);
    await run(listener);
  } finally {
    await listener.end();
  }
}
