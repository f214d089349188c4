/** The log of all events in memory. Transactions come one after another here, so they are numbered by themselves. */
import type { LogEntry, LogPosition, RecordKey, Repository } from '../repository.ts';

type Query = Parameters<Repository['log']>[0];

export class MemoryLog {
  readonly #id = crypto.randomUUID();
  readonly #entries: LogEntry[] = [];

  append(key: RecordKey, version: string): void {
    this.#entries.push({ key, version, position: this.#position(this.#entries.length + 1) });
  }

  read({ after, of, limit }: Query): { entries: LogEntry[]; end: LogPosition } | undefined {
    const all = this.#entries.length;
    const begin = after ? Number(after.entry) : all;
    if (after && (after.log !== this.#id || !(begin <= all))) return undefined;
    const isAsked = ({ key }: LogEntry) =>
      !of || (of.tenant === key.tenant && of.refs.some(({ type, id }) => type === key.type && id === key.id));
    const entries = this.#entries.slice(begin).filter(isAsked).slice(0, limit);
    const last = entries.length === limit ? entries.at(-1) : undefined;
    return { entries, end: last?.position ?? this.#position(all) };
  }

  #position(entry: number): LogPosition {
    return { log: this.#id, transaction: '0', entry: String(entry) };
  }
}
