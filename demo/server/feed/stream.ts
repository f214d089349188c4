/**
 * One listener's stream of server-sent events: what is written into it, and when it ends.
 * Which events there are, and who may hear of them, is `feed.ts`.
 */
import type { RecordRef } from '../../../src/core/record.ts';
import type { Account, LogPosition } from '../repository.ts';
import type { FeedSettings } from './settings.ts';
import { timer } from './timer.ts';

export interface StreamOptions extends FeedSettings {
  readonly viewer: Account;
  readonly refs: readonly RecordRef[];
  /** The newest id there is, so that what a listener knows doesn't grow old while nothing happens. */
  readonly newestId: () => string | undefined;
  /** Whether the listener may go on listening; never rejects. */
  readonly recheck: () => Promise<void>;
  readonly ended: () => void;
  /** Ends the connection, which would otherwise wait for somebody who doesn't read. */
  readonly cut: () => void;
}

const encoder = new TextEncoder();
const nameOf = ({ type, id }: RecordRef): string => `${type}:${id}`;

export class Stream {
  viewer: Account;
  readonly refs: readonly RecordRef[];
  /** What the listener knows: nothing up to here is told again. */
  after: LogPosition | undefined;
  /** What has happened while the beginning was not told yet. */
  held: (() => void)[] | undefined = [];
  readonly body: ReadableStream<Uint8Array>;
  open = true;
  /** What was last told of each record: its version, or nothing where it is gone. */
  readonly #told = new Map<string, string | undefined>();
  readonly #options: StreamOptions;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  /** What the connection has not taken yet; where there is nothing, it may be waiting for it. */
  #queue: Uint8Array[] = [];
  #waiting = false;
  #timers: Record<'life' | 'heartbeat' | 'recheck', () => void>;

  constructor(options: StreamOptions) {
    const { viewer, refs, retryMs, lifeMs } = (this.#options = options);
    this.viewer = viewer;
    this.refs = refs;
    this.body = new ReadableStream(
      {
        start: (controller) => void (this.#controller = controller),
        pull: () => this.#pull(),
        cancel: () => this.#close(),
      },
      // What nobody has asked for yet is kept here, where it can be thrown away.
      { highWaterMark: 0 },
    );
    this.#timers = {
      life: timer(lifeMs, () => this.end()),
      heartbeat: this.#heartbeat(),
      recheck: this.#recheck(),
    };
    this.#write(`retry: ${retryMs}\n\n`);
  }

  /** The record has come to this version, unless the listener knows that, or of a later one. */
  changed({ type, id }: RecordRef, version: string, eventId?: string): void {
    const known = this.#told.get(nameOf({ type, id }));
    if (known !== undefined && BigInt(version) <= BigInt(known)) return;
    this.#told.set(nameOf({ type, id }), version);
    this.#event('changed', { type, id, version }, eventId);
  }

  /** One answer for what is absent and what the listener doesn't see, once; of versions it says nothing. */
  gone({ type, id }: RecordRef, eventId?: string): void {
    if (this.isGone({ type, id })) return;
    this.#told.set(nameOf({ type, id }), undefined);
    this.#event('gone', { type, id }, eventId);
  }

  isGone(ref: RecordRef): boolean {
    const name = nameOf(ref);
    return this.#told.has(name) && this.#told.get(name) === undefined;
  }

  /** The listener has to read everything again. */
  reset(eventId?: string): void {
    this.#told.clear();
    this.#event('reset', {}, eventId);
  }

  /** Everything up to this id has been told. Without data it is no event, but the id counts. */
  pass(eventId: string | undefined, comment = ''): void {
    this.#write(`${comment}${eventId ? `id: ${eventId}\n` : ''}\n`);
  }

  /** Ends the stream; what has not been taken by then is told when the listener comes back. */
  end(): void {
    if (!this.open) return;
    this.#close();
    this.#controller.close();
  }

  /** Without an id of its own an event leaves the listener with the one from before. */
  #event(event: string, data: object, id?: string): void {
    this.#write(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #write(text: string): void {
    if (!this.open) return;
    this.#queue.push(encoder.encode(text));
    if (this.#waiting) return this.#pull();
    // What is kept for somebody who doesn't read would be kept from everybody else.
    const kept = this.#queue.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (kept <= this.#options.bufferBytes) return;
    this.end();
    this.#options.cut();
  }

  #pull(): void {
    const bytes = this.#queue.shift();
    this.#waiting = !bytes;
    if (bytes) this.#controller.enqueue(bytes);
  }

  readonly #heartbeat = (): (() => void) =>
    timer(this.#options.heartbeatMs, () => {
      this.pass(this.#options.newestId(), ': still here\n');
      if (this.open) this.#timers.heartbeat = this.#heartbeat();
    });

  readonly #recheck = (): (() => void) =>
    timer(this.#options.recheckMs, async () => {
      await this.#options.recheck();
      if (this.open) this.#timers.recheck = this.#recheck();
    });

  #close(): void {
    this.open = false;
    this.#queue = [];
    for (const stop of Object.values(this.#timers)) stop();
    this.#options.ended();
  }
}
