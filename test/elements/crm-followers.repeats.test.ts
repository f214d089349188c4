/** Keys that are held: one press removes one person. A double click is in `e2e/mouse.test.ts`. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { test } from '../support/element.ts';

const KEYS: [name: string, key: string][] = [
  ['Enter', 'Enter'],
  ['the space bar', ' '],
  ['Delete', 'Delete'],
  ['Backspace', 'Backspace'],
];
for (const [name, key] of KEYS) {
  test(`removes one person, however long ${name} is held`, async (page) => {
    const backend = page.backend();
    const panel = await page.show({ record: 'contact/c-full', backend });
    panel.button('Remove Suryani').focus();
    for (let i = 0; i < 6; i++) {
      await sendKeys({ down: key });
      await page.settle();
    }
    await sendKeys({ up: key });
    await page.settle();
    expect([panel.chips.length, backend.count('DELETE ')]).to.deep.equal([9, 1]);
    expect(panel.message).to.equal('Suryani removed. 9 of 10 followers.');
    expect(panel.focused).to.equal('Remove Łukasz Żółć');
    await panel.press(key);
    expect(panel.chips, 'the next press is meant').to.have.length(8);
  });
}
