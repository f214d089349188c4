/** The contract in a page, through msw's worker: what tests and demo pages without a server rely on. */
import { type Mock, startMock } from '../../demo/mocks/browser.ts';
import { cases } from './cases/index.ts';
import { ourContext } from './ours.ts';

describe('the mock in the page', () => {
  let mock: Mock;
  before(async () => {
    // Nobody is signed in where a request doesn't say who asks, as the cases expect.
    mock = await startMock({ as: 'nobody' });
  });
  beforeEach(() => mock.reset());
  after(() => mock.stop());

  const context = ourContext(`${location.origin}/api`, (request) => fetch(request));
  for (const { id, title, run } of cases) it(`${id}: ${title}`, () => run(context));
});
