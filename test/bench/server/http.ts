/** Asks the API over connections that stay open, and measures. */
import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly json?: unknown;
}

export type Ask = (as: string, path: string, call?: Call) => Promise<Answer>;

/**
 * Whoever is told to come back does so, and the wait counts. Any other answer that is no success, no refusal and no 304 ends
 * the measuring: what failed fast must not count as fast.
 */
export function asking(url: string): { ask: Ask; postponed: () => number; close: () => void } {
  let postponed = 0;
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const once: Ask = (as, path, { method = 'GET', headers = {}, json } = {}) =>
    new Promise((resolve, reject) => {
      const body = json === undefined ? undefined : JSON.stringify(json);
      const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
      const all = { ...headers, ...type, Authorization: `Bearer ${as}` };
      const sent = request(url + path, { method, agent, headers: all }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const [status, text] = [response.statusCode!, String(Buffer.concat(chunks))];
          if (status > 503 || status === 500 || status === 400 || status === 401)
            reject(new Error(`${status} ${path}: ${text}`));
          else resolve({ status, headers: response.headers, text });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const ask: Ask = async (...call) => {
    for (;;) {
      const answer = await once(...call);
      if (answer.status !== 503) return answer;
      postponed++;
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers['retry-after'] ?? 1)));
    }
  };
  return { ask, postponed: () => postponed, close: () => agent.destroy() };
}

/** Milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
}

export interface Measured extends Times {
  readonly count: number;
  readonly perSecond: number;
}

export function statistics(took: readonly number[]): Times {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { p50: at(0.5), p95: at(0.95) };
}

/** `clients` at once, each doing `times` things one after another. */
export async function measure(
  clients: number,
  times: number,
  act: (client: number, turn: number) => Promise<unknown>,
): Promise<Measured> {
  const took: number[] = [];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let turn = 0; turn < times; turn++) {
        const begun = performance.now();
        await act(client, turn);
        took.push(performance.now() - begun);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  return { count: took.length, perSecond: took.length / seconds, ...statistics(took) };
}
