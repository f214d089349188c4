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

export interface MockOptions extends Partial<Omit<AppOptions, 'repository'>> {
  /** People and records to begin with. Default: the fixed ones of the demo. */
  data?: Dataset | undefined;
  /** Who asks where a request says nothing: pages can't be given the demo's cookie. Default `owner`. */
  as?: string | undefined;
  /** Answers a request itself (a fault, a delay), or leaves it to the app by returning nothing. */
  intercept?: ((request: Request) => Response | undefined | Promise<Response | undefined>) | undefined;
}

export interface Mock {
  readonly repository: Repository;
  /** Begins again with this data. */
  reset(data?: Dataset): void;
  stop(): void;
}

/** Answers `/api/*` and `/crm/*` of this page from now on. The worker's script must be at `/mockServiceWorker.js`. */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  let current = backend(options, options.data ?? fixedData());
  const answer = async ({ request }: { request: Request }) =>
    (await options.intercept?.(request)) ?? (await current.fetch(request));
  const worker = setupWorker(http.all('*/api/*', answer), http.all('*/crm/*', answer));
  await worker.start({ quiet: true });
  return {
    get repository() {
      return current.repository;
    },
    reset(data = options.data ?? fixedData()) {
      current = backend(options, data);
    },
    stop: () => worker.stop(),
  };
}

function backend({ as = 'owner', ...options }: MockOptions, data: Dataset) {
  const repository = memoryRepository(data);
  const demo = demoAuthenticate(repository);
  const signedIn = new Request('mock:', { headers: { Authorization: `Bearer ${as}` } });
  const authenticate: AppOptions['authenticate'] = (request) =>
    demo(request.headers.has('authorization') ? request : signedIn);
  const app = createApp({ authenticate, ...options, repository });
  return { repository, fetch: withPeople((request) => app.fetch(request)) };
}
