/**
 * The feed of live changes: tells each listener of the records they asked for and see. Events are thin; whoever hears
 * one reads the record again.
 *
 * Nothing is missed: a stream begins with where each record stands, or with what has happened since the event that the
 * listener names, and goes on with the log of all events, of which every process reads all.
 */
import type { RecordRef } from '../../../src/core/record.ts';
import type { Authenticate, Identity } from '../authenticate.ts';
import { Refusal } from '../problems.ts';
import type { Account, LogEntry, LogPosition, RecordKey, Repository, StoredRecord } from '../repository.ts';
import type { Rules } from '../snapshot.ts';
import { sees } from '../visibility.ts';
import { eventId, isAfter, positionOf } from './cursor.ts';
import { LogFollower } from './log-follower.ts';
import type { FeedSettings } from './settings.ts';
import { Stream } from './stream.ts';

export interface FeedOptions extends FeedSettings {
  readonly repository: Repository;
  readonly rules: Rules;
  readonly authenticate: Authenticate;
  readonly failed: (error: unknown) => void;
  /** Aborted when the process is to end: streams end, and no new ones begin. */
  readonly signal?: AbortSignal | undefined;
}

export interface Listening {
  /** Asked again from time to time who it is from. */
  readonly request: Request;
  readonly identity: Identity;
  readonly refs: readonly RecordRef[];
  /** The last event that the listener knows of. */
  readonly lastEventId: string | undefined;
  /** Ends the connection. */
  readonly cut: () => void;
}

const keyOf = ({ tenant, type, id }: RecordKey): string => JSON.stringify([tenant, type, id]);

export class Feed {
  readonly #options: FeedOptions;
  readonly #streams = new Set<Stream>();
  /** By key of the record. */
  readonly #listeners = new Map<string, Set<Stream>>();
  readonly #follower: LogFollower;

  constructor(options: FeedOptions) {
    this.#options = options;
    const { repository, pollMs, failed, signal } = options;
    this.#follower = new LogFollower({
      log: repository.log,
      pollMs,
      failed,
      wanted: () => this.#streams.size > 0,
      deliver: (entries) => this.#deliver(entries),
      lost: () => {
        for (const stream of this.#streams) {
          stream.after = undefined;
          stream.reset(this.#newestId());
        }
      },
    });
    signal?.addEventListener('abort', () => {
      for (const stream of this.#streams) stream.end();
    });
  }

  /** Records that one stream can be about. */
  get recordsPerStream(): number {
    return this.#options.recordsPerStream;
  }

  /** A change was made in this process: nobody has to wait for it. */
  wake(): void {
    if (this.#streams.size) this.#follower.wake();
  }

  /** @throws Refusal when the listener has enough streams, or can't go on from the event they name */
  async listen({
    request,
    identity,
    refs,
    lastEventId,
    cut,
  }: Listening): Promise<ReadableStream<Uint8Array>> {
    const { rules, lifeMs, signal, streamsPerUser } = this.#options;
    const { account: viewer, expires } = identity;
    if (signal?.aborted) throw new Refusal('unavailable', { status: 503, retryAfter: 1 });
    const own = [...this.#streams].filter((stream) => isSame(stream.viewer, viewer));
    if (own.length >= streamsPerUser) {
      const detail = `Nobody has more than ${streamsPerUser} streams at once.`;
      throw new Refusal('rate-limited', { detail, retryAfter: 30 });
    }
    const left = expires ? expires.getTime() - rules.now().getTime() : lifeMs;
    const stream: Stream = new Stream({
      ...this.#options,
      lifeMs: Math.min(lifeMs, left),
      viewer,
      refs,
      cut,
      newestId: () => (stream.held ? undefined : this.#newestId()),
      recheck: () => this.#recheck(stream, request).catch(this.#options.failed),
      ended: () => this.#remove(stream),
    });
    this.#add(stream);
    try {
      await this.#follower.start();
      await this.#begin(stream, lastEventId);
    } catch (error) {
      stream.end();
      throw error;
    }
    return stream.body;
  }

  #keysOf({ viewer: { tenant }, refs }: Stream): RecordKey[] {
    return refs.map(({ type, id }) => ({ tenant, type, id }));
  }

  #add(stream: Stream): void {
    this.#streams.add(stream);
    for (const key of this.#keysOf(stream).map(keyOf)) {
      const listeners = this.#listeners.get(key) ?? new Set();
      this.#listeners.set(key, listeners.add(stream));
    }
  }

  #remove(stream: Stream): void {
    this.#streams.delete(stream);
    for (const key of this.#keysOf(stream).map(keyOf)) {
      const listeners = this.#listeners.get(key);
      listeners?.delete(stream);
      if (!listeners?.size) this.#listeners.delete(key);
    }
  }

  #newestId(position: LogPosition | undefined = this.#follower.position): string | undefined {
    return position && eventId(position, this.#options.rules.now());
  }

  /** Those of the records that there are, by key. */
  async #find(keys: readonly RecordKey[]): Promise<Map<string, StoredRecord>> {
    const tenants = [...new Set(keys.map(({ tenant }) => tenant))];
    const found = tenants.map((tenant) =>
      this.#options.repository.findMany(
        tenant,
        keys.filter((key) => key.tenant === tenant),
      ),
    );
    return new Map((await Promise.all(found)).flat().map((record) => [keyOf(record.key), record]));
  }

  /** Tells where the records stand, or what the listener has missed; then what has happened meanwhile. */
  async #begin(stream: Stream, lastEventId: string | undefined): Promise<void> {
    const { repository, rules, resumeMs, resumeEvents } = this.#options;
    const { tenant } = stream.viewer;
    const resumes = lastEventId !== undefined;
    const after = resumes ? positionOf(lastEventId, rules.now().getTime() - resumeMs) : undefined;
    if (resumes && !after) throw new Refusal('feed-expired');
    const of = { tenant, refs: stream.refs };
    const missed = await repository.log({ after, of, limit: after ? resumeEvents + 1 : 0 });
    if (!missed) throw new Refusal('feed-expired');
    const tooMany = missed.entries.length > resumeEvents;
    const { end } = tooMany ? (await repository.log({ limit: 0 }))! : missed;
    // Read after the log was: whatever happens from here on is told of by the log.
    const records = await this.#find(this.#keysOf(stream));
    stream.after = end;
    for (const key of this.#keysOf(stream)) {
      const record = this.#seen(stream, records.get(keyOf(key)));
      if (!record) stream.gone(key);
      else if (!after) stream.changed(key, record.version);
    }
    if (tooMany) stream.reset();
    else {
      for (const { key, version, position } of missed.entries) {
        if (!stream.isGone(key)) stream.changed(key, version, this.#newestId(position));
      }
    }
    // Only now: who is cut off before has not heard everything up to here.
    stream.pass(this.#newestId(end));
    const { held } = stream;
    stream.held = undefined;
    for (const tell of held ?? []) tell();
  }

  async #deliver(entries: readonly LogEntry[]): Promise<void> {
    const heard = entries.filter(({ key }) => this.#listeners.has(keyOf(key)));
    const keys = new Map(heard.map(({ key }) => [keyOf(key), key]));
    const records = await this.#find([...keys.values()]);
    for (const entry of heard) {
      const record = records.get(keyOf(entry.key));
      const id = this.#newestId(entry.position)!;
      for (const stream of this.#listeners.get(keyOf(entry.key)) ?? []) this.#tell(stream, entry, record, id);
    }
  }

  #tell(stream: Stream, entry: LogEntry, record: StoredRecord | undefined, id: string): void {
    const { key, version, position } = entry;
    if (stream.held) {
      stream.held.push(() => this.#tell(stream, entry, record, id));
      return;
    }
    if (stream.after && !isAfter(position, stream.after)) return;
    stream.after = position;
    // Asked of the record as it is now, and not as it was at that version.
    if (this.#seen(stream, record)) stream.changed(key, version, id);
    else stream.gone(key, id);
  }

  #seen({ viewer }: Stream, record: StoredRecord | undefined): StoredRecord | undefined {
    return record && sees(viewer, record, this.#options.rules) ? record : undefined;
  }

  /** Rights can come and go without any event in the log, and sign-ins end. */
  async #recheck(stream: Stream, request: Request): Promise<void> {
    const identity = await this.#options.authenticate(request);
    if (!identity || !isSame(identity.account, stream.viewer)) return stream.end();
    stream.viewer = identity.account;
    const records = await this.#find(this.#keysOf(stream));
    for (const key of this.#keysOf(stream)) {
      const record = this.#seen(stream, records.get(keyOf(key)));
      if (!record) stream.gone(key);
      else if (stream.isGone(key)) stream.changed(key, record.version);
    }
  }
}

const isSame = (a: Account, b: Account) => a.tenant === b.tenant && a.id === b.id;
