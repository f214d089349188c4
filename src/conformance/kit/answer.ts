/** What a backend has answered, in words that say what may be wrong with the way it was asked. */
import { ask, type Answer } from '../ask.ts';
import type { Role } from '../case.ts';
import type { Host } from './host.ts';

/** There is nothing to test yet; the message says what to do about it. */
export class NothingToTest extends Error {}

/** Reads one of the contract's routes. Throws `NothingToTest` where the answer can't be one of the contract's. */
export async function readJson(host: Host, as: Role, path: string): Promise<Answer> {
  const answer = await ask(host, as, `GET ${path}`);
  const { status, headers, body } = answer;
  if (status >= 300 && status < 400) {
    const target = headers.get('location') ?? 'nowhere';
    throw new NothingToTest(
      `GET ${path} leads elsewhere (${status} to ${target}), to a sign-in page perhaps, or to the address that the base URL should have. The routes of the contract answer themselves.`,
    );
  }
  const type = headers.get('content-type')?.split(';')[0] ?? 'nothing';
  if (typeof body === 'string' && status < 400) {
    throw new NothingToTest(
      `GET ${path} answers with ${type === 'text/html' ? 'a page (text/html)' : `what is no JSON (${type})`}. Is this the endpoint, or the site that it belongs to?`,
    );
  }
  if (status === 401) {
    throw new NothingToTest(
      `The token for ${as === 'restrictedFollower' ? 'restricted' : as} is not accepted (401).`,
    );
  }
  return answer;
}

/** A status, and what a problem says. */
export function said({ status, headers, body }: Answer): string {
  const words = [body?.code, body?.reason, body?.detail].filter((word) => typeof word === 'string');
  const type = headers.get('content-type')?.split(';')[0];
  const kind = typeof body === 'string' && type ? ` with ${type}` : '';
  return `${status}${kind}${words.length > 0 ? ` (${words.join(', ')})` : ''}`;
}
