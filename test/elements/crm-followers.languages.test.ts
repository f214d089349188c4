/** Which language an element speaks, when that changes, and what becomes of what it has said already. */
import { expect } from '@open-wc/testing';
import '../../src/locales/de.ts';
import '../../src/locales/es.ts';
import type { CrmFollowers } from '../../src/elements/crm-followers.ts';
import { addLanguage, languages } from '../../src/locales/languages.ts';
import { type Page, test } from '../support/element.ts';
import type { Panel } from '../support/panel.ts';

const OWNER = { en: 'Owner Priya Mehta', de: 'Zuständig Priya Mehta', es: 'Responsable Priya Mehta' };

/** The language of the page around, put back afterwards. */
async function inPage(lang: string, run: () => Promise<void>): Promise<void> {
  const root = document.documentElement;
  const before = root.lang;
  root.lang = lang;
  try {
    await run();
  } finally {
    root.lang = before;
  }
}

function holder(page: Page, lang: string, tag = 'div'): HTMLElement {
  const around = document.createElement(tag);
  around.setAttribute('lang', lang);
  page.room.append(around);
  return around;
}

test('speaks the language of its own `lang`, else that of the nearest around it, else the page’s', async (page) => {
  await inPage('es-MX', async () => {
    const around = holder(page, 'de-CH');
    const [own, near, far] = [
      await page.show({ into: around, attributes: { lang: 'en' } }),
      await page.show({ into: around }),
      await page.show(),
    ];
    expect(own.text).to.include(OWNER.en);
    expect(near.text).to.include(OWNER.de);
    expect(far.text).to.include(OWNER.es);
    // An empty one says nothing.
    await page.change(() => own.element.setAttribute('lang', ''));
    expect(own.text).to.include(OWNER.de);
  });
});

test('finds the language across the shadow roots around it', async (page) => {
  const outer = holder(page, 'de');
  const middle = document.createElement('div');
  outer.attachShadow({ mode: 'open' }).append(middle);
  const into = document.createElement('section');
  middle.attachShadow({ mode: 'closed' }).append(into);
  const element = page.create();
  into.append(element);
  const panel = page.watch(element);
  const drawn = async () => {
    await page.settle();
    await element.updateComplete;
    await page.settle();
  };
  await drawn();
  expect(panel.text).to.include(OWNER.de);
  await page.change(() => (middle.lang = 'es'));
  await drawn();
  expect(panel.text).to.include(OWNER.es);
});

test('changes with the language of the page, of whatever is around it, and of the place it is moved to', async (page) => {
  await inPage('en', async () => {
    const around = holder(page, 'de');
    const panel = await page.show({ into: around });
    await page.change(() => (around.lang = 'es'));
    expect(panel.text).to.include(OWNER.es);
    await page.change(() => around.removeAttribute('lang'));
    expect(panel.text).to.include(OWNER.en);
    await page.change(() => (document.documentElement.lang = 'de'));
    expect(panel.text).to.include(OWNER.de);
    const other = holder(page, 'es');
    await page.change(() => other.append(panel.element));
    expect(panel.text).to.include(OWNER.es);
  });
});

test('speaks two languages on one page, each to its own', async (page) => {
  const backend = page.backend();
  const one = await page.show({ backend, attributes: { lang: 'de' } });
  const two = await page.show({ backend, attributes: { lang: 'es' } });
  await one.clickButton('Rita Sørby entfernen');
  expect(one.message).to.equal('Rita Sørby entfernt. 2 von 10 Followern.');
  expect([one.meter, two.meter]).to.deep.equal(['2 von 10', '2 de 10']);
  await two.clickButton('Quitar a Lena Fischer');
  expect(two.message).to.equal('Lena Fischer ya no está en el seguimiento. 1 de 10.');
});

test('takes the language from a provider as from anything else around it', async (page) => {
  const provider = document.createElement('crm-followers-provider');
  provider.lang = 'de';
  page.room.append(provider);
  const panel = await page.show({ into: provider });
  expect(panel.text).to.include(OWNER.de);
  await page.change(() => (provider.lang = 'es'));
  expect(panel.text).to.include(OWNER.es);
});

test('says everything anew when its language comes later than it does', async (page) => {
  const panel = await page.show({ attributes: { lang: 'fr' } });
  expect(panel.text).to.include(OWNER.en);
  await import('../../src/locales/fr.ts');
  await page.settle();
  expect(panel.text).to.include('Responsable Priya Mehta').and.to.include('Changer de responsable');
  expect(panel.meter).to.equal('3 sur 10');
});

test('lets words of the page win over every language, the element’s over those of the provider', async (page) => {
  const provider = document.createElement('crm-followers-provider');
  provider.messages = { heading: 'Beobachter', 'owner.label': 'Chefin' };
  page.room.append(provider);
  const properties: Partial<CrmFollowers> = { messages: { heading: 'Am Ball' } };
  const panel = await page.show({ into: provider, properties, attributes: { lang: 'de' } });
  expect(panel.text).to.include('Chefin Priya Mehta').and.to.include('Am Ball').and.to.include('3 von 10');
});

test('tells the browser which language it speaks, which is English where it does not know the page’s', async (page) => {
  const spoken = (panel: Panel) => panel.part('base').closest('[lang]')!.getAttribute('lang');
  const panel = await page.show({ attributes: { lang: 'de-AT' } });
  expect(spoken(panel)).to.equal('de-AT');
  for (const lang of ['sv', 'x', 'zh-CN_#Hans']) {
    await page.change(() => panel.element.setAttribute('lang', lang));
    expect([spoken(panel), panel.text.includes(OWNER.en)], lang).to.deep.equal(['en', true]);
  }
  await page.change(() => panel.element.setAttribute('lang', 'de_DE'));
  expect(spoken(panel)).to.equal('de-DE');
});

const speak = (page: Page, panel: Panel, lang: string) =>
  page.change(() => panel.element.setAttribute('lang', lang));

test('says what it has said already in the new language, and nothing of it aloud a second time', async (page) => {
  const panel = await page.show({ attributes: { lang: 'en' } });
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.message).to.equal('Rita Sørby removed. 2 of 10 followers.');
  const before = panel.announced.length;
  await speak(page, panel, 'de');
  expect(panel.message).to.equal('Rita Sørby entfernt. 2 von 10 Followern.');
  expect(panel.names('button')).to.include('Rückgängig').and.not.to.include('Undo');
  expect(panel.announced.length).to.equal(before);
  expect(
    [...panel.root.querySelectorAll('[role=status]')].map(({ textContent }) => textContent),
  ).to.deep.equal(['', '']);
  await panel.clickButton('Rückgängig');
  expect(panel.announced.at(-1)).to.equal('Rückgängig gemacht. 3 von 10 Followern.');
});

test('does not say in the old language what was about to be said', async (page) => {
  const panel = await page.show({ attributes: { lang: 'en' } });
  await panel.open();
  await panel.type('tom');
  await speak(page, panel, 'de');
  await page.wait(3000);
  expect(panel.announced).to.deep.equal([]);
  await panel.type(' b');
  await page.wait(3000);
  expect(panel.announced).to.deep.equal(['1 Person gefunden']);
});

test('turns an open list, an open question and a refusal over to the new language', async (page) => {
  const backend = page.backend();
  backend.plant('DELETE /followers', { status: 403, body: { code: 'action-forbidden' } });
  const panel = await page.show({ backend, attributes: { lang: 'en' } });
  await panel.clickButton('Remove Rita Sørby');
  await panel.clickButton('Change owner');
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter');
  expect(panel.question?.title).to.equal('Make Tom Becker the owner?');
  await speak(page, panel, 'de');
  expect(panel.question).to.deep.equal({
    title: 'Zuständigkeit an Tom Becker übergeben?',
    body: 'Nur Tom Becker oder die Administration kann das wieder ändern.',
    buttons: ['Abbrechen', 'Übergeben'],
  });
  expect(panel.names('checkbox').length).to.equal(1);
  await panel.press('Escape');
  expect(panel.alert).to.equal('Nicht gespeichert: Ihnen fehlt die Berechtigung für diese Änderung.');

  panel.get('combobox', 'Follower hinzufügen').focus();
  await panel.press('Alt+ArrowDown');
  await panel.type('lena');
  expect(panel.options[0]).to.match(/^Lena Fischer.*Hinzugefügt$/);
  await speak(page, panel, 'en');
  expect(panel.options[0]).to.match(/^Lena Fischer.*Added$/);
});

test('says why a form is refused in the new language, to the browser as well', async (page) => {
  const attributes = { lang: 'en', 'record-id': '', name: 'who', view: 'field' };
  const panel = await page.show({ attributes, properties: { draft: true, required: true } });
  panel.element.reportValidity();
  await page.settle();
  expect(panel.alert).to.equal('Add at least one follower.');
  await speak(page, panel, 'de');
  expect(panel.alert).to.equal('Fügen Sie mindestens eine Person hinzu.');
  expect(panel.element.validationMessage).to.equal('Fügen Sie mindestens eine Person hinzu.');
});

test('says what was saved, and what was not, in the new language', async (page) => {
  const backend = page.backend('owner', { without: ['bulk'] });
  backend.plant('DELETE /followers/rita', { status: 403, body: { code: 'action-forbidden' } });
  const panel = await page.show({ backend, attributes: { lang: 'en', 'save-mode': 'manual' } });
  await panel.clickButton('Remove Rita Sørby');
  await panel.element.save();
  await page.settle();
  expect(panel.alert).to.equal("Not saved: you don't have permission for this change.");
  await speak(page, panel, 'de');
  expect(panel.alert).to.equal('Nicht gespeichert: Ihnen fehlt die Berechtigung für diese Änderung.');
});

test('listens for languages only while there is an element to speak them', async (page) => {
  const { size } = languages.heard;
  const panel = await page.show();
  await page.show();
  expect(languages.heard.size, 'one for all').to.equal(size + 1);
  await page.change(() => page.room.replaceChildren());
  expect(languages.heard.size).to.equal(size);
  expect(() => addLanguage('xx' as string, languages.messages.get('de') as never)).not.to.throw();
  languages.messages.delete('xx');
  expect(panel.element.isConnected).to.equal(false);
});
