/** The contract in a page, through msw's worker: what tests and demo pages without a server rely on. */
import { cases } from '../../src/conformance/cases/index.ts';
import { type Mock, startMock } from '../../demo/mocks/browser.ts';
import { ENGINE, LACKING } from '../support/engines.ts';
import { runCase } from './ours.ts';

describe('the mock in the page', () => {
  let mock: Mock;
  before(async () => {
    // Nobody is signed in where a request doesn't say who asks, as the cases expect.
    mock = await startMock({ as: 'nobody' });
  });
  beforeEach(() => mock.reset());
  after(() => mock.stop());

  const lacking = LACKING[ENGINE]['transferable streams'];
  for (const each of cases) {
    if (lacking && /^events\b(?!-resume-unknown)/.test(each.id)) {
      it(`${each.id}: ${each.title} (${lacking})`);
      continue;
    }
    it(`${each.id}: ${each.title}`, () =>
      runCase(each, `${location.origin}/api`, (request) => fetch(request)));
  }
});
