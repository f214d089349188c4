/**
 * What can go wrong between the widget and its host, as one error class with a closed set of codes.
 * Codes only: the sentences are in `locales`, the HTTP mapping in `data/response.ts` and `demo/server`.
 */
import { REASONS, type Reason } from './reason.ts';

/** Codes that travel as `code` of an `application/problem+json` body (RFC 9457). */
export const WIRE_CODES = [
  'not-authenticated',
  'action-forbidden',
  'owner-change-forbidden',
  'not-found',
  'follower-limit',
  'user-is-owner',
  'version-mismatch',
  'precondition-required',
  'user-not-assignable',
  'invalid-request',
  'rate-limited',
  'unavailable',
  'feed-expired',
] as const;

/** Codes that only the client can know. */
export const CLIENT_CODES = ['offline', 'timeout', 'malformed-response', 'setup', 'unknown'] as const;

export type ProblemCode = (typeof WIRE_CODES)[number] | (typeof CLIENT_CODES)[number];

export interface ProblemInit {
  /** One of our reasons; any other is kept in `detail` only. */
  reason?: string | undefined;
  /** A sentence for people, from the server. */
  detail?: string | undefined;
  /** HTTP status, where there was an answer. */
  status?: number | undefined;
  /** Seconds the server asks us to wait. */
  retryAfter?: number | undefined;
  /** The person who took the last seat, where the server says so. */
  by?: { id: string; name: string } | undefined;
  cause?: unknown;
}

/** The only error that adapters throw (besides `AbortError`). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly reason: Reason | undefined;
  readonly detail: string | undefined;
  /** A reason was given that is not on our list: then only `detail` can say it. */
  readonly foreign: boolean;
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;
  readonly by: { id: string; name: string } | undefined;

  constructor(code: ProblemCode, init: ProblemInit = {}) {
    super(init.detail ?? code, { cause: init.cause });
    this.code = code;
    this.reason = REASONS.find((known) => known === init.reason);
    this.detail = init.detail;
    this.foreign = !!init.reason && !this.reason;
    this.status = init.status;
    this.retryAfter = init.retryAfter;
    this.by = init.by;
  }
}

/** Compares the name too: with two copies of the script on a page, `instanceof` fails across them. */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && error.name === 'Problem';
}
