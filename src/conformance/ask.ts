/** How cases ask, and where: requests of the contract and their answers, read as a whole. */
import type { Context, RecordRef, Role } from './case.ts';

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

/** Asks and reads the whole answer; `request` is a method and a path below the endpoint. */
export async function ask(
  { fetch }: Pick<Context, 'fetch'>,
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
  return { status: response.status, headers: response.headers, body: parse(text) };
}

/** What is no JSON is the body as text. */
function parse(text: string): Body {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Ids that nobody and nothing has. */
export const NOBODY = 'there-is-no-such-person';
export const NOTHING: RecordRef = { type: 'contact', id: 'there-is-no-such-contact' };

/** One character more than an id may have. */
export const TOO_LONG = 'x'.repeat(201);

export const enc = encodeURIComponent;

export const followersOf = ({ type, id }: RecordRef) => `/records/${type}/${enc(id)}/followers`;
export const followerOf = (record: RecordRef, userId: string) => `${followersOf(record)}/${enc(userId)}`;
export const ownerOf = ({ type, id }: RecordRef) => `/records/${type}/${enc(id)}/owner`;
/** A record in a query. */
export const nameOf = ({ type, id }: RecordRef) => enc(`${type}:${id}`);

/** The body of a snapshot, whoever asks. */
export const read = async (context: Context, as: Role): Promise<Body> =>
  (await ask(context, as, `GET ${followersOf(context.record)}`)).body;

/** Ids of the followers, in the order they are shown. */
export const followerIds = (snapshot: Body): string[] =>
  snapshot.followers.map(({ user }: { user: { id: string } }) => user.id);

/** The current version as `If-Match` has it. */
export const currentVersion = async (context: Context) =>
  `"${(await read(context, 'admin')).record.version}"`;

/** Asks for a new owner at the version that is current. */
export async function handOver(context: Context, as: Role, json: unknown): Promise<Answer> {
  const headers = { 'If-Match': await currentVersion(context) };
  return ask(context, as, `PUT ${ownerOf(context.record)}`, { headers, json });
}
