/**
 * The reference backend as one function from request to response: the contract below `/api`, the demo CRM
 * below `/crm`. It has no port and no files, so it runs behind Node, in tests and in a page alike.
 */
import { Hono } from 'hono';
import type { PolicyOptions } from '../../src/core/policy.ts';
import { FOLLOWER_LIMIT } from '../../src/core/record.ts';
import type { Authenticate, Identity } from './authenticate.ts';
import { crm } from './crm/routes.ts';
import { Feed } from './feed/feed.ts';
import { FEED_SETTINGS, type FeedSettings } from './feed/settings.ts';
import { crossOrigin, isForeign, type Origins } from './origins.ts';
import { Refusal } from './problems.ts';
import { limiter, type Rate } from './rates.ts';
import { type Repository, Unavailable } from './repository.ts';
import { contract } from './routes.ts';
import type { Context } from './service.ts';

export interface AppOptions {
  readonly repository: Repository;
  readonly authenticate: Authenticate;
  /** Followers a record may have. Default 10; 0 turns following off. */
  readonly limit?: number | undefined;
  readonly policy?: PolicyOptions | undefined;
  /** How often one person may ask. Default: as often as they like. */
  readonly rates?: readonly Rate[] | undefined;
  /** Other origins whose pages may use the contract, as in `https://crm.example`. Default: none. */
  readonly origins?: Origins | undefined;
  /** The clock. */
  readonly now?: (() => Date) | undefined;
  /** Ids for new records. Default: random. */
  readonly newId?: (() => string) | undefined;
  /** Where unexpected errors go; answers never tell of them. Default: the console. */
  readonly log?: ((error: unknown) => void) | undefined;
  /** How live changes are told, where not as `feed/settings.ts` has it. */
  readonly feed?: Partial<FeedSettings> | undefined;
  /** Aborted when the process is to end: answers that go on for long end then. */
  readonly signal?: AbortSignal | undefined;
}

/** What the routes find in Hono's context. */
export interface Env {
  /** Where the server is Node's: the response that it sends. */
  Bindings: { outgoing?: { destroy(): void } };
  Variables: { context: Context; identity: Identity; feed: Feed };
}

export type App = Hono<Env>;

const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'];
const NO_PROOF = 'A write that is signed in by cookie needs the header X-CRM-Followers: 1.';
const FOREIGN = 'Pages of this origin may not write with the cookie of somebody who is signed in here.';
/** Long enough for a database to be started again by whoever looks after it. */
const LATER = { status: 503, retryAfter: 1, detail: 'The data is not available for the moment.' };
const READS = new Set(['GET', 'HEAD']);

export function createApp(options: AppOptions): App {
  const { authenticate, limit = FOLLOWER_LIMIT, policy, now = () => new Date(), signal } = options;
  const newId = options.newId ?? (() => crypto.randomUUID());
  const log = options.log ?? ((error: unknown) => console.error(error));
  const rules = { limit, policy, now, newId, log };
  const { origins = [], rates = [] } = options;
  const assertInTime = limiter(rates, now);
  const settings = { ...FEED_SETTINGS, ...options.feed };
  const feed = new Feed({
    ...settings,
    ...{ repository: options.repository, rules, authenticate, failed: log, signal },
  });
  const repository: Repository = {
    ...options.repository,
    transaction: (work) => options.repository.transaction(work).finally(() => feed.wake()),
  };

  const app: App = new Hono<Env>();

  app.use(async (c, next) => {
    await next();
    // Somebody else is shown something else, and it may have changed.
    c.header('Cache-Control', 'private, no-cache');
    c.header('Vary', `Authorization, Cookie${origins.length ? ', Origin' : ''}`);
  });
  if (origins.length) app.use('/api/*', crossOrigin(origins));

  app.use(async (c, next) => {
    const identity = await authenticate(c.req.raw);
    if (!identity) throw new Refusal('not-authenticated');
    if (identity.ambient && !READS.has(c.req.method)) {
      if (c.req.header('x-crm-followers') !== '1')
        throw new Refusal('action-forbidden', { detail: NO_PROOF });
      if (isForeign(c.req.raw, origins)) throw new Refusal('action-forbidden', { detail: FOREIGN });
    }
    assertInTime(identity.account, c.req.path);
    const { pathname, search } = new URL(c.req.url);
    if (!isDecodable(pathname + search)) {
      throw new Refusal('invalid-request', { detail: 'The path or the query is not percent-encoded UTF-8.' });
    }
    c.set('context', { repository, rules, viewer: identity.account });
    c.set('identity', identity);
    c.set('feed', feed);
    await next();
  });

  app.route('/api', contract);
  app.route('/crm', crm);

  app.notFound((c) => {
    const methods = methodsOf(app, c.req.path);
    if (!methods.length) return new Refusal('not-found', { detail: 'There is no such route.' }).toResponse();
    const detail = 'The route has other methods.';
    const response = new Refusal('invalid-request', { status: 405, detail }).toResponse();
    response.headers.set('Allow', methods.join(', '));
    return response;
  });
  app.onError((error) => {
    if (error instanceof Refusal) return error.toResponse();
    log(error);
    const passing = error instanceof Unavailable ? LATER : {};
    return new Refusal('unavailable', passing).toResponse();
  });
  return app;
}

/** The methods that have a route of this path. */
function methodsOf({ router }: App, path: string): string[] {
  const routed = (method: string) =>
    router.match(method, path)[0].some(([[, route]]) => route.method === method);
  return METHODS.filter((method) => routed(method === 'HEAD' ? 'GET' : method));
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
