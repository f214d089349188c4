/** Pages that save later, as the README tells them to. */
import { expect } from '@open-wc/testing';
import { describeResults } from 'crm-followers';
import { test } from '../support/element.ts';
import { ENGINE } from '../support/engines.ts';
import { contact } from '../support/fake-backend.ts';
import { draft, manual, pick } from '../support/picking.ts';

const CROWD = ['u101', 'u102', 'u103', 'u104', 'u105', 'u106', 'u107', 'u108'];

test('a page whose form has closed says the same of the results in its own place', async (page) => {
  const backend = page.backend('owner', { records: [contact('k1', CROWD)] });
  const panel = await manual(page, { backend, record: 'contact/k1' });
  const { element: team } = panel;
  await pick(panel, 'tom', 'rob');
  await backend.elsewhere('admin', 'PUT /records/contact/k1/followers/u109');
  await page.change(() => team.remove());
  const saving = team.save();
  await page.settle();
  const { results, message } = await saving;
  expect(results.map(({ outcome, code, reason }) => [outcome, code ?? reason])).to.deep.equal([
    ['added', undefined],
    ['refused', 'follower-limit'],
  ]);
  expect(describeResults(results, { lang: 'en', type: 'contact' })).to.equal(message);
  expect(message).to.equal("1 change saved. Rob Keller wasn't added: someone else took the last place.");
});

test('a page that answers for its dialog keeps it open once, and knows when it can’t', async (page) => {
  const dialog = document.createElement('dialog');
  page.room.append(dialog);
  dialog.showModal();
  const panel = await draft(page, { into: dialog });
  const answers: string[] = [];
  const cancelable: boolean[] = [];
  const confirm = (question: string) => answers.push(question) > 9;
  dialog.addEventListener('crm-followers-unsaved', (event) => {
    cancelable.push(event.cancelable);
    const { cause, changes } = event.detail;
    if (cause === 'dialog' && !confirm(`Leave without saving ${changes.length} changes?`))
      event.preventDefault();
  });
  await pick(panel, 'tom');
  await panel.press('Escape');
  expect([dialog.open, answers]).to.deep.equal([true, ['Leave without saving 1 changes?']]);
  // What the README says of browsers: this time it can't be prevented, and the page is told so. WebKit lets it be.
  const isKept = ENGINE === 'webkit';
  await panel.press('Escape');
  expect([dialog.open, answers.length]).to.deep.equal([isKept, 2]);
  expect(cancelable).to.deep.equal([true, isKept]);
  page.guards.rebase();
});
