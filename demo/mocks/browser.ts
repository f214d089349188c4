/**
 * The backend without a server: the same app over data in memory, behind msw's worker in the page.
 * This is the only file that knows msw. Each page has data of its own, gone when it is reloaded.
 */
import { http } from 'msw';
import { setupWorker } from 'msw/browser';
import { type AppOptions, createApp } from '../server/app.ts';
import { demoAuthenticate } from '../server/authenticate.ts';
import { withPeople } from '../server/crm/people.ts';
import { fixedData } from '../server/data/fixed.ts';
import { memoryRepository } from '../server/memory/repository.ts';
import type { Dataset, Repository } from '../server/repository.ts';

export interface BackendOptions extends Partial<Omit<AppOptions, 'repository'>> {
  /** People and records to begin with. Default: the fixed ones of the demo. */
  data?: Dataset | undefined;
  /** Who asks where a request says nothing: the worker can't read cookies. Default `owner`. */
  as?: string | undefined;
}

export interface MockOptions extends BackendOptions {
  /** Answers a request itself (a fault, a delay), or leaves it to the app by returning nothing. */
  intercept?: ((request: Request) => Response | undefined | Promise<Response | undefined>) | undefined;
  /** Hears of every request that the app answered. */
  answered?: ((request: Request, response: Response) => void) | undefined;
  /** Path whose pages the worker looks after. Default: the folder of its script, which is the page's. */
  scope?: string | undefined;
}

export interface Mock {
  readonly repository: Repository;
  /** Begins again, with these options in place of those it was started with. */
  reset(options?: BackendOptions): void;
  /** The app's answer to a request that does not come from the page. */
  fetch(request: Request): Promise<Response>;
  stop(): void;
}

/** Answers `/api/*` and `/crm/*` of this page from now on. The worker's script stands beside the page. */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const { intercept, answered, scope } = options;
  let current = backend(options);
  const answer = async ({ request }: { request: Request }) => {
    // A request that was held back for long is not for the data of those after it.
    const { fetch } = current;
    const planted = await intercept?.(request);
    if (planted) return planted;
    const response = await fetch(request.clone());
    answered?.(request, response.clone());
    return response;
  };
  const worker = setupWorker(http.all('*/api/*', answer), http.all('*/crm/*', answer));
  const url = new URL('mockServiceWorker.js', document.baseURI).href;
  await worker.start({
    quiet: true,
    onUnhandledFrame: 'bypass',
    serviceWorker: { url, ...(scope && { options: { scope } }) },
  });
  return {
    get repository() {
      return current.repository;
    },
    reset(changes = {}) {
      current = backend({ ...options, ...changes });
    },
    fetch: async (request) => current.fetch(request),
    stop: () => worker.stop(),
  };
}

function backend({ as = 'owner', data = fixedData(), ...options }: BackendOptions) {
  const repository = memoryRepository(data);
  const demo = demoAuthenticate(repository);
  const signedIn = new Request('mock:', { headers: { Authorization: `Bearer ${as}` } });
  const authenticate: AppOptions['authenticate'] = (request) =>
    demo(request.headers.has('authorization') ? request : signedIn);
  const app = createApp({ authenticate, ...options, repository });
  return { repository, fetch: withPeople((request) => app.fetch(request)) };
}
