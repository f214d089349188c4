/**
 * Server-sent events, read as they come from an answer of `fetch`: an EventSource can send no token.
 * What they mean for records is `live.ts`.
 */
import { Problem } from '../core/problem.ts';
import type { LiveEvent } from './adapter.ts';
import { readAnswer } from './response.ts';

export type Tell = (event: LiveEvent) => void;

/** What the lines of one block say; data may have several. */
function readBlock(block: string): LiveEvent {
  const fields: Record<string, string> = {};
  for (const line of block.split('\n')) {
    const [, field, value] = /^(\w+): ?(.*)/.exec(line) ?? [];
    if (field) fields[field] = (field === 'data' && fields.data ? fields.data + '\n' : '') + value;
  }
  const { event, data, id: lastEventId, retry } = fields;
  let said: LiveEvent = {};
  try {
    if (data) said = { ...(JSON.parse(data) as LiveEvent), event };
  } catch {}
  return { ...said, lastEventId, retry: Number(retry) || undefined };
}

/**
 * Tells of everything in a stream until it ends. `alive` is called whenever anything has come, and may throw to end it.
 *
 * @throws {Problem} For a refusal, and for an answer that is no stream.
 */
export async function readEvents(response: Response, tell: Tell, alive = () => {}): Promise<void> {
  const { ok, headers, body } = response;
  if (!ok) await readAnswer(response);
  if (!body || !/^text\/event-stream/i.test(headers.get('Content-Type') ?? '')) {
    throw new Problem('malformed-response');
  }
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let rest = ''; ;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      const blocks = (rest + value).replace(/\r/g, '').split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) tell(readBlock(block));
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
