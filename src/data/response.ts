/**
 * From a `Response` to what it says: its JSON, or the `Problem` it stands for.
 * What the JSON means is `parse.ts`; what people are told is `locales`.
 */
import { Problem, isProblem, type ProblemCode, WIRE_CODES } from '../core/problem.ts';
import { type Loose, readBy, text } from './parse.ts';

/** Where a refusal carries no code of ours. A 409 or a 422 alone does not say what is wrong. */
const BY_STATUS: Record<number, ProblemCode> = {
  400: 'invalid-request',
  401: 'not-authenticated',
  403: 'action-forbidden',
  404: 'not-found',
  405: 'invalid-request',
  410: 'not-found',
  412: 'version-mismatch',
  415: 'invalid-request',
  428: 'precondition-required',
  429: 'rate-limited',
};

/** Longer details are stack traces and pages, not sentences for people. */
const DETAIL_LENGTH = 300;

/** Seconds from a `Retry-After` header, which is a number or a date. */
function readRetryAfter(header: string | null): number | undefined {
  const seconds = Math.ceil(Number(header) || (Date.parse(header ?? '') - Date.now()) / 1000);
  return seconds > 0 ? seconds : undefined;
}

async function readProblem(response: Response): Promise<Problem> {
  const { status, headers } = response;
  const described = /^application\/problem\+json/i.test(headers.get('Content-Type') ?? '');
  const body: Loose = (described && (await response.json().catch(() => null))) || {};
  const detail = text(body.detail);
  const code =
    WIRE_CODES.find((known) => known === body.code) ??
    BY_STATUS[status] ??
    (status < 500 ? 'unknown' : 'unavailable');
  return new Problem(code, {
    status,
    reason: text(body.reason),
    detail: detail && detail.length <= DETAIL_LENGTH ? detail : undefined,
    by: readBy(body.by),
    retryAfter: readRetryAfter(headers.get('Retry-After')),
  });
}

/**
 * The JSON of a `Response`, `undefined` where its body is empty; anything that is no `Response` is
 * handed back as it is, since an adapter may answer either.
 *
 * @throws {Problem} For a status outside 200–299, and for a body that is no JSON object or array.
 */
export async function readAnswer(answer: unknown): Promise<unknown> {
  // Not `instanceof`: the response may come from another frame, or from a stand-in for fetch.
  const response = answer as Response | null | undefined;
  if (typeof response?.text !== 'function') return answer;
  if (!response.ok) throw await readProblem(response);
  const body = await response.text();
  if (!body) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {}
  if (json && typeof json === 'object') return json;
  throw new Problem('malformed-response', { status: response.status });
}

/** Whatever a request failed with, as a problem: what is none yet is a network that did not answer. */
export function problemOf(error: unknown): Problem {
  if (isProblem(error)) return error;
  return new Problem(navigator.onLine === false ? 'offline' : 'unavailable', { cause: error });
}
