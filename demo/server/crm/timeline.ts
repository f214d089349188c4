/** What happened to a record, as its page tells it: owner and followers, stage and tags, in one line of time. */
import type { RecordRef } from '../../../src/core/record.ts';
import type { StoredEvent } from '../repository.ts';
import { type Context, keyOf, readHistory } from '../service.ts';

/** Newest first. */
export async function readTimeline(context: Context, ref: RecordRef, limit: number): Promise<object[]> {
  const changed = await context.repository.fieldChanges(keyOf(context.viewer, ref), limit);
  const changes = changed.map(({ by, ...change }) => ({ ...change, source: { kind: 'user', by } }));
  // Last, for it also asks whether the viewer sees the record.
  const events: Pick<StoredEvent, 'at'>[] = await readHistory(context, ref, limit);
  // Where the clock can't tell, the field came first: it is what sets workflows off.
  const all = [...events, ...changes];
  return all.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, limit);
}
