/**
 * What a contract case is, and the little it needs to say what it expects.
 *
 * Cases know no test runner, no Node and no page: the same ones run against our repositories, through a mock in
 * a page, and against any other backend that has the people and records of `Fixture`.
 */

/** Ids a backend under test has for the situations that cases need; see `demo/server/data/fixed.ts` for ours. */
export interface Fixture {
  /** Who asks or is asked about. */
  readonly people: Record<
    | 'admin'
    | 'owner'
    | 'follower'
    | 'colleague'
    | 'reader'
    | 'restrictedFollower'
    | 'restricted'
    | 'inactive'
    | 'foreign'
    | 'lastInFull',
    string
  >;
  /** Contacts: one with owner and followers, then by what is special; `foreign` is another tenant's. */
  readonly contacts: Record<'usual' | 'empty' | 'unowned' | 'full' | 'over' | 'foreign', string>;
  /** Part of one person's name only, as typed without the accents it has, and that person's id. */
  readonly accented: { readonly query: string; readonly id: string };
}

export type Role = keyof Fixture['people'];

export interface Context {
  readonly fixture: Fixture;
  /** Asks as one of the people, or as nobody; `path` is below the endpoint. */
  fetch(as: Role | null, path: string, init?: RequestInit): Promise<Response>;
}

export interface Case {
  readonly id: string;
  /** Behaviour, as a sentence. */
  readonly title: string;
  /** Every host has the required routes. */
  readonly level: 'required' | 'optional';
  /** Features without which the case says nothing. */
  readonly needs: readonly string[];
  /** Rejects with a sentence when the backend behaves otherwise. Begins from the fixture as it was made. */
  run(context: Context): Promise<void>;
}

/** A JSON body of which nothing is known yet. */
// oxlint-disable-next-line typescript/no-explicit-any -- what a stranger answers is looked at member by member
export type Body = any;

export interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Call {
  headers?: Record<string, string>;
  /** Sent as JSON; a string is sent as it is. */
  json?: unknown;
}

/** Asks and reads the whole answer. */
export async function ask(
  { fetch }: Context,
  as: Role | null,
  request: string,
  { headers = {}, json }: Call = {},
): Promise<Answer> {
  const [method, path] = request.split(' ') as [string, string];
  const init: RequestInit = { method, headers: { Accept: 'application/json', ...headers } };
  if (json !== undefined) {
    init.body = typeof json === 'string' ? json : JSON.stringify(json);
    init.headers = { 'Content-Type': 'application/json', ...init.headers };
  }
  const response = await fetch(as, path, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

export function equal(actual: unknown, expected: unknown, what: string): void {
  if (show(actual) !== show(expected))
    throw new Error(`${what}: expected ${show(expected)}, got ${show(actual)}`);
}

export function ok(condition: unknown, what: string): void {
  if (!condition) throw new Error(what);
}

export function status(answer: Answer, ...expected: number[]): void {
  if (!expected.includes(answer.status)) {
    throw new Error(`Expected ${expected.join(' or ')}, got ${answer.status} ${show(answer.body)}`);
  }
}

/**
 * The answer is a problem of this status and code, in the right media type. Its reason is one of `reasons`, where
 * `undefined` stands for none; with no `reasons` it has none.
 */
export function problem(
  answer: Answer,
  expected: number,
  code: string,
  ...reasons: (string | undefined)[]
): void {
  status(answer, expected);
  ok(
    answer.headers.get('content-type')?.startsWith('application/problem+json'),
    `A refusal is application/problem+json, not ${answer.headers.get('content-type')}`,
  );
  equal(answer.body.code, code, 'code');
  equal(answer.body.status, expected, 'status in the body');
  const { reason } = answer.body;
  const allowed = reasons.length ? reasons : [undefined];
  ok(allowed.includes(reason), `reason: expected ${allowed.map(show).join(' or ')}, got ${show(reason)}`);
}

/** Ids of the followers, in the order they are shown. */
export const followerIds = (snapshot: Body): string[] =>
  snapshot.followers.map(({ user }: { user: { id: string } }) => user.id);

export const enc = encodeURIComponent;

/** Paths of the contract for a contact. */
export const followersOf = (id: string) => `/records/contact/${enc(id)}/followers`;
export const followerOf = (id: string, userId: string) => `${followersOf(id)}/${enc(userId)}`;
export const ownerOf = (id: string) => `/records/contact/${enc(id)}/owner`;

/** The current version as `If-Match` has it. */
export const versionOf = async (context: Context, as: Role, id: string) =>
  `"${(await ask(context, as, `GET ${followersOf(id)}`)).body.record.version}"`;

/** Asks for a new owner at the version that is current. */
export async function handOver(context: Context, as: Role, id: string, json: unknown) {
  const headers = { 'If-Match': await versionOf(context, 'admin', id) };
  return ask(context, as, `PUT ${ownerOf(id)}`, { headers, json });
}
