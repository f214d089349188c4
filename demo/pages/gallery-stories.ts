/** The list of stories: by title, searchable, every story a link. */
import { stories } from '../stories/index.ts';
import { el, find } from './dom.ts';
import { readAddress, writeAddress } from './gallery-address.ts';

const fold = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

export function showStories(choose: (id: string) => void): void {
  const list = find('#stories');
  const menu = find('.menu');
  const titles = [...new Set(stories.map(({ title }) => title))];
  find('.groups', list).replaceChildren(
    ...titles.map((title) => {
      const own = stories.filter((story) => story.title === title);
      const items = own.map(({ id, name }) => {
        const href = writeAddress({ ...readAddress(''), story: id });
        return el('li', {}, el('a', { href, 'data-story': id }, name));
      });
      const count = el('span', { class: 'small muted num' }, String(own.length));
      return el(
        'details',
        { open: '' },
        el('summary', {}, el('span', {}, title), count),
        el('ul', {}, ...items),
      );
    }),
  );

  const open = (expanded: boolean) => {
    menu.setAttribute('aria-expanded', String(expanded));
    list.dataset['open'] = String(expanded);
  };
  menu.addEventListener('click', () => open(menu.getAttribute('aria-expanded') === 'false'));

  list.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLElement>('a[data-story]');
    // With a modifier it is a link like any other.
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(false);
    choose(link.dataset['story']!);
  });

  const input = find<HTMLInputElement>('input', list);
  const search = () => filter(list, fold(input.value).split(/\s+/).filter(Boolean));
  input.addEventListener('input', search);
  search(); // For whoever typed before the list was there.
}

function filter(list: HTMLElement, words: readonly string[]): void {
  let found = 0;
  for (const group of list.querySelectorAll('details')) {
    let inGroup = 0;
    for (const item of group.querySelectorAll('li')) {
      const text = fold(`${group.querySelector('summary span')?.textContent} ${item.textContent}`);
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) inGroup++;
    }
    group.hidden = inGroup === 0;
    if (words.length) group.open = true;
    found += inGroup;
  }
  find('.none', list).textContent = found ? '' : 'No story is called that.';
}

export function markCurrent(id: string): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-story]')) {
    if (link.dataset['story'] === id) {
      link.setAttribute('aria-current', 'page');
      link.closest('details')!.open = true;
      link.scrollIntoView({ block: 'nearest' });
    } else link.removeAttribute('aria-current');
  }
}
