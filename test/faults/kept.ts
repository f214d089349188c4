/** What has to hold after crashes. */
import assert from 'node:assert/strict';
import type { Repository } from '../../demo/server/repository.ts';
import type { History } from './history.ts';
import { verify } from './verify.ts';

/** Everything acknowledged is there once, and there was something to lose at every crash. */
export async function assertKept(repository: Repository, history: History, crashes: number) {
  assert.deepEqual(await verify(repository, history), []);
  const done = history.asked.filter(({ answer }) => answer?.done.length);
  assert.ok(done.length >= crashes, `${done.length} acknowledged changes`);
  const unknown = history.asked.filter(({ answer, wishes }) => !answer && wishes.length);
  assert.ok(unknown.length >= crashes, `${unknown.length} changes that nobody knows the end of`);
}
