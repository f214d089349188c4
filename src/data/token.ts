/**
 * Bearer tokens: asks the host for one, and once more when the server no longer accepts it.
 * Never stores a token longer than requests need it, and never looks inside one.
 */
import { Problem } from '../core/problem.ts';

/** The host's current access token; empty or rejecting when nobody is signed in. */
export type GetToken = () => string | null | undefined | Promise<string | null | undefined>;

/** What all requests with one `getToken` share. */
interface Held {
  current?: Promise<string> | undefined;
  /** Requests under way. */
  users: number;
}

const held = new WeakMap<GetToken, Held>();

async function ask(getToken: GetToken): Promise<string> {
  try {
    const token = await getToken();
    if (token) return token;
  } catch (cause) {
    throw new Problem('not-authenticated', { cause });
  }
  throw new Problem('not-authenticated');
}

/**
 * Sends a request with the host's token; after a 401 once more with a newer one.
 *
 * However many requests are under way, on whatever adapters, one `getToken` asks once for all of
 * them, and once more when the first of them is answered 401. A token is kept only while a request
 * is using it: the first request after a pause asks again, so that a sign-in as somebody else is
 * noticed even while the old token would still be accepted.
 *
 * @throws {Problem} `not-authenticated` when there is no token.
 */
export async function withToken(
  getToken: GetToken,
  send: (token: string) => Promise<Response>,
): Promise<Response> {
  const shared = held.get(getToken) ?? { users: 0 };
  held.set(getToken, shared);
  shared.users++;
  try {
    const used = (shared.current ??= ask(getToken));
    const response = await send(await used);
    if (response.status !== 401) return response;
    // Compared as promises: a host that hands out the same dead token twice is still asked only once.
    if (shared.current === used) shared.current = ask(getToken);
    return await send(await shared.current);
  } finally {
    if (!--shared.users) shared.current = undefined;
  }
}
