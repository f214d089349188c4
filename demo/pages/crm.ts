/**
 * The CRM's own routes below `/crm`, as the pages use them. What concerns owner and followers is not here: the
 * element talks to `/api` by itself.
 *
 * Who is signed in is said by `?as=` of the page, so that two windows can be two people; without it by the cookie.
 */

export interface Contact {
  id: string;
  name: string;
  jobTitle?: string | null;
  company?: string | null;
  email?: string | null;
  phone?: string | null;
  city?: string | null;
  lifecycle?: string | null;
  nextStep?: string | null;
  tags?: readonly string[];
  /** ISO 8601 instant. */
  createdAt?: string;
  owner?: Person | null;
  /** Whether the one who asks may change the fields. */
  canEdit?: boolean;
}

export interface Opportunity {
  id: string;
  name: string;
  contactId?: string | null;
  /** Null where the viewer doesn't see the contact. */
  contact?: Person | null;
  /** Euros. */
  value?: number | null;
  stage?: string | null;
  tags?: readonly string[];
  /** ISO 8601 instant. */
  createdAt?: string;
  /** Whether the one who asks may change the fields. */
  canEdit?: boolean;
}

/** What a workflow did that a change set off; part of the answer to that change. */
export interface RuleRun {
  id: string;
  name: string;
  /** One for each of its people. */
  results: readonly {
    op: string;
    userId: string;
    name?: string;
    outcome: string;
    code?: string;
    reason?: string;
  }[];
  failed?: boolean;
}

/** The answer to a change: the record as it then is, and what else the change did. */
export type Changed<T> = T & { rules?: readonly RuleRun[] };

/** Who is signed in. */
export interface Me {
  id: string;
  name: string;
  active: boolean;
  /** False for accounts that may only look. */
  canEdit?: boolean;
}

interface Person {
  id: string;
  name: string;
}

/** What happened to a record at one version. */
export interface Activity {
  /** ISO 8601 instant. */
  at: string;
  kind: string;
  /** The follower, or the owner as of then. */
  user?: Person | null;
  /** Owner change only: who it was before. */
  previous?: Person | null;
  /** Stage and tags only: what it was, and what it is. */
  before?: string | null;
  after?: string | null;
  source?: { kind: string; name?: string; by?: Person | null } | null;
}

/** One page of a list. */
export interface List<T> {
  items: T[];
  nextCursor?: string | null;
}

/** A member of what was sent that can't be taken, and why. */
export interface FieldProblem {
  name: string;
  detail: string;
}

/** An answer that is none of the 2xx. `status` is 0 where there was no answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** Where the server says which fields it is about. */
  readonly fields: readonly FieldProblem[];

  constructor(status: number, detail: string, fields: readonly FieldProblem[] = []) {
    super(detail);
    this.status = status;
    this.fields = fields;
  }
}

/** Id of the person this page is shown as; null leaves it to the cookie. */
export const viewerId = new URLSearchParams(location.search).get('as');

/** Their token, as elements ask for it. One function for all of them: they have one backend, and one stream from it. */
export const getToken = viewerId === null ? undefined : () => viewerId;

/** The same page, seen by somebody else. */
export function asViewer(id: string, url: string = location.href): string {
  const target = new URL(url, location.href);
  target.searchParams.set('as', id);
  return target.pathname + target.search;
}

/** Null where the server answers with nothing. Throws a `Refusal`, or an `AbortError` where `signal` was aborted. */
export async function crm<T>(path: string, init: RequestInit = {}): Promise<T> {
  const headers = new Headers({ Accept: 'application/json' });
  if (viewerId) headers.set('Authorization', `Bearer ${viewerId}`);
  if (init.body) headers.set('Content-Type', 'application/json');
  // A form of a foreign page can't send this: it tells the server that a write signed in by cookie is ours.
  if (init.method) headers.set('X-CRM-Followers', '1');
  let response: Response;
  try {
    response = await fetch(`/crm${path}`, { ...init, headers });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Refusal(0, 'The server could not be reached.');
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  const { detail, fields } = (body ?? {}) as { detail?: string; fields?: FieldProblem[] };
  throw new Refusal(response.status, detail ?? response.statusText, fields);
}

/** A whole list, page by page; throws as `crm` does. */
export async function* pages<T>(path: string): AsyncGenerator<T[]> {
  for (let cursor: string | null | undefined = ''; cursor !== undefined && cursor !== null;) {
    const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const { items, nextCursor }: List<T> = await crm<List<T>>(`${path}?limit=100${after}`);
    yield items;
    cursor = nextCursor;
  }
}
