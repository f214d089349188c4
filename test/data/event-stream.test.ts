/** Server-sent events as they come over a connection: in pieces, in any form that the standard allows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LiveEvent } from '../../src/data/adapter.ts';
import { readEvents } from '../../src/data/event-stream.ts';

const TYPE = { 'Content-Type': 'text/event-stream' };

/** What is told of a stream that comes in these pieces; bytes each. */
async function read(pieces: readonly Uint8Array[], headers: HeadersInit = TYPE): Promise<LiveEvent[]> {
  const told: LiveEvent[] = [];
  const left = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });
  await readEvents(new Response(body, { headers }), (event) => told.push(event));
  return told.map((event) => JSON.parse(JSON.stringify(event)) as LiveEvent);
}

const bytes = (text: string) => new TextEncoder().encode(text);
const whole = (text: string) => read([bytes(text)]);

const TEXT =
  'retry: 2000\n\n: still here\nid: e1\n\nid: e2\nevent: changed\ndata: {"type":"contact","id":"Zoë","version":"5"}\n\n';
const TOLD = [
  { retry: 2000 },
  { lastEventId: 'e1' },
  { event: 'changed', type: 'contact', id: 'Zoë', version: '5', lastEventId: 'e2' },
];

test('events, ids, the pause and mere signs of life are told in their order', async () => {
  assert.deepEqual(await whole(TEXT), TOLD);
  assert.deepEqual(await whole(TEXT.replaceAll('\n', '\r\n')), TOLD);
  assert.deepEqual(await whole(TEXT.replaceAll(': ', ':').replace(':still', ': still')), TOLD);
  assert.deepEqual(await whole(`\uFEFF${TEXT}`), TOLD);
});

test('it does not matter where a stream is cut into pieces', async () => {
  const all = bytes(TEXT.replaceAll('\n', '\r\n'));
  for (let at = 1; at < all.length; at++) {
    assert.deepEqual(await read([all.slice(0, at), all.slice(at)]), TOLD, `cut at ${at}`);
  }
  assert.deepEqual(await read([...all].map((byte) => Uint8Array.of(byte))), TOLD);
});

test('data may have several lines; of everything else the last counts', async () => {
  const text = 'event: gone\nevent: changed\nid: a\nid: b\ndata: {\ndata: "id": "c1"\ndata: }\n\n';
  assert.deepEqual(await whole(text), [{ event: 'changed', id: 'c1', lastEventId: 'b' }]);
});

test('what can’t be read is a sign of life and nothing more', async () => {
  for (const odd of [
    'data: {',
    'data: changed',
    'data: null',
    'data: 7',
    'nonsense',
    'retry: soon',
    'x: y',
  ]) {
    assert.deepEqual(await whole(`${odd}\n\n`).then(([told]) => ({ ...told, event: undefined })), {
      event: undefined,
    });
  }
  // What is not ended was cut off.
  assert.deepEqual(await whole('data: {"id":"c1"}\n'), []);
});

test('an answer that is no stream is a problem, and so is a refusal', async () => {
  const told = () => assert.fail('nothing to tell');
  const html = new Response('<html>', { headers: { 'Content-Type': 'text/html' } });
  await assert.rejects(readEvents(html, told), { name: 'Problem', code: 'malformed-response' });
  const none = new Response(null, { status: 204, headers: TYPE });
  await assert.rejects(readEvents(none, told), { name: 'Problem', code: 'malformed-response' });
  const refused = Response.json(
    { code: 'rate-limited' },
    {
      status: 429,
      headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '7' },
    },
  );
  await assert.rejects(readEvents(refused, told), { code: 'rate-limited', retryAfter: 7 });
});

test('whoever ends it hears nothing more, and the connection is given back', async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(bytes('id: e\n\n')),
    cancel: () => void (cancelled = true),
  });
  const told: LiveEvent[] = [];
  const alive = () => {
    if (told.length === 2) throw new Error('enough');
  };
  await assert.rejects(
    readEvents(new Response(body, { headers: TYPE }), (event) => told.push(event), alive),
    {
      message: 'enough',
    },
  );
  await new Promise(setImmediate);
  assert.deepEqual([told.length, cancelled], [2, true]);
});
