/**
 * Every refusal as an RFC 9457 `application/problem+json` answer.
 * `code` is the contract; `title` and `detail` are for people who read logs, never for programs.
 */
import type { WIRE_CODES } from '../../src/core/problem.ts';
import type { Denial, Reason } from '../../src/core/reason.ts';

export type WireCode = (typeof WIRE_CODES)[number];

const PROBLEMS: Record<WireCode, [status: number, title: string]> = {
  'invalid-request': [400, 'The request is malformed'],
  'not-authenticated': [401, 'Not signed in'],
  'action-forbidden': [403, 'Not allowed'],
  'owner-change-forbidden': [403, 'Not allowed to change the owner'],
  'not-found': [404, 'Not found'],
  'follower-limit': [409, 'No place is left'],
  'user-is-owner': [409, 'This person is the owner'],
  'feed-expired': [410, 'The feed no longer goes back that far'],
  'version-mismatch': [412, 'The record has changed'],
  'user-not-assignable': [422, 'This person cannot be chosen'],
  'precondition-required': [428, 'If-Match is missing'],
  'rate-limited': [429, 'Too many requests'],
  unavailable: [500, 'Something went wrong on the server'],
};

/** Members beside the standard ones; all of them optional for clients. */
export interface ProblemExtras {
  status?: number;
  detail?: string | undefined;
  reason?: Reason | undefined;
  /** Seconds until it makes sense to ask again. */
  retryAfter?: number | undefined;
  /** `follower-limit` only: how many may follow, how many do, and who took the last place. */
  limit?: number;
  current?: number;
  by?: { id: string; name: string };
  /** `version-mismatch` only. */
  currentVersion?: string;
  /** Forms of the CRM only: which fields are not as they should be, each with a sentence. */
  fields?: readonly { readonly name: string; readonly detail: string }[];
}

/** Thrown anywhere below a route; becomes the answer, and undoes the transaction it is thrown in. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: WireCode;
  readonly reason: Reason | undefined;
  /** A sentence for people. */
  readonly detail: string | undefined;
  readonly status: number;
  readonly retryAfter: number | undefined;
  readonly body: Record<string, unknown>;

  constructor(code: WireCode, { status, detail, retryAfter, ...extras }: ProblemExtras = {}) {
    super(detail ?? code);
    const [usual, title] = PROBLEMS[code];
    this.code = code;
    this.reason = extras.reason;
    this.detail = detail;
    this.status = status ?? usual;
    this.retryAfter = retryAfter;
    this.body = {
      type: `urn:crm-followers:problem:${code}`,
      title,
      status: this.status,
      detail,
      code,
      ...extras,
    };
  }

  toResponse(): Response {
    const headers = new Headers({ 'Content-Type': 'application/problem+json' });
    if (this.retryAfter) headers.set('Retry-After', String(this.retryAfter));
    return new Response(JSON.stringify(this.body), { status: this.status, headers });
  }
}

/** The code that a denial of the policy travels under. The reason goes along where it says more. */
const CODES: Partial<Record<Reason, [WireCode, Reason?]>> = {
  'not-visible': ['not-found'],
  'followers-cannot-change-owner': ['owner-change-forbidden', 'followers-cannot-change-owner'],
  'owner-change-forbidden': ['owner-change-forbidden', 'owner-change-forbidden'],
  'user-is-owner': ['user-is-owner'],
  'user-inactive': ['user-not-assignable', 'user-inactive'],
  'user-not-assignable': ['user-not-assignable'],
  'follower-limit': ['follower-limit'],
  off: ['follower-limit', 'off'],
};

export function refusalOf({ reason, detail }: Denial, extras: ProblemExtras = {}): Refusal {
  const [code, said] = CODES[reason] ?? ['action-forbidden', reason];
  return new Refusal(code, { detail, reason: said, ...(code === 'follower-limit' ? extras : {}) });
}
