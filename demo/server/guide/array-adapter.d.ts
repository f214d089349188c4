import type { RecordRef, User } from '../../../src/core/record.ts';

interface CallOptions {
  signal?: AbortSignal | undefined;
}
type Change = (record: RecordRef, userId: string, options: CallOptions) => Promise<unknown>;

export function arrayAdapter(
  base: string,
  fetch?: typeof globalThis.fetch,
): {
  load(record: RecordRef, options: CallOptions): Promise<unknown>;
  add: Change;
  remove: Change;
};
export function peopleOf(users: readonly object[]): User[];
