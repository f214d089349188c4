/** What only a real mouse does: clicks that the browser counts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useDemo } from './use-demo.ts';

const demo = useDemo();

test('removes one person by a double click, not also whoever slid under the pointer', async () => {
  const owner = await demo.visit('/contact.html?id=c-full', { as: 'owner' });
  const remove = await owner.find('button', 'Remove José Álvarez');
  // Chips of one width each, so that the next one's button comes to lie where this one's was.
  await owner.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.chip { inline-size: 100% } .chip .x { margin-inline-start: auto }');
    document.querySelector('crm-followers')!.shadowRoot!.adoptedStyleSheets.push(sheet);
  });
  await remove.click({ count: 2 });
  await owner.reads('José Álvarez removed. 9 of 10 followers.');
  await owner.idle();
  const removed = owner.calls.filter((call) => call.startsWith('DELETE '));
  assert.deepEqual(removed, ['DELETE /api/records/contact/c-full/followers/u101']);
  assert.equal(await owner.count('button', 'Remove Suryani'), 1);
  await owner.leave();
});

test('takes the second half of a double click for no answer to the question that the first half asked', async () => {
  const rita = await demo.visit('/contact.html?id=c1', { as: 'rita' });
  await rita.click('button', 'Stop following');
  await rita.find('alertdialog', 'Stop following Maria Lopez?');
  // Behind the question nothing else can be reached: this is its Yes.
  const yes = await (await rita.find('button', 'Stop following')).clickablePoint();
  await rita.click('button', 'Keep following');
  await rita.gone('alertdialog', 'Stop following Maria Lopez?');
  const chip = await (await rita.find('button', 'Stop following')).clickablePoint();
  await rita.page.evaluate(
    (x, y) => {
      const { style } = document.querySelector<HTMLElement>('crm-followers')!;
      style.cssText = `position: relative; z-index: 9; translate: ${x}px ${y}px`;
    },
    yes.x - chip.x,
    yes.y - chip.y,
  );
  await rita.page.mouse.click(yes.x, yes.y, { count: 2 });
  await rita.idle();
  assert.deepEqual(
    rita.calls.filter((call) => call.startsWith('DELETE ')),
    [],
  );
  await rita.find('alertdialog', 'Stop following Maria Lopez?');
  await rita.leave();
});
