/** The page around a story: what is chosen on it goes into its address and into the frame, what the frame tells onto it. */
import { stories, type Told } from '../stories/index.ts';
import { showControls } from './gallery-controls.ts';
import { clearEvents, logEvent } from './gallery-events.ts';
import { type Address, readAddress, writeAddress } from './gallery-address.ts';
import { LANGUAGES, languageOf } from './gallery-languages.ts';
import { listen, post } from './gallery-messages.ts';
import { markCurrent, showStories } from './gallery-stories.ts';
import { el, find } from './dom.ts';

/** Whom a story can be shown to, and what that is good for. */
const VIEWERS: Readonly<Record<string, string>> = {
  owner: 'Priya Mehta, the owner',
  follower: 'Lena Fischer, a follower',
  colleague: 'Tom Becker, a colleague',
  reader: 'Ines Moreau, may only look',
  rita: 'Rita Sørby, only assigned data',
  rob: 'Rob Keller, no access',
  admin: 'Ada Whitlock, administrator',
  nobody: 'Nobody: signed out',
};

const frame = find<HTMLIFrameElement>('iframe');
const looks = find<HTMLFormElement>('#looks');
let address: Address = readAddress(location.search);

const current = (): Told => stories.find(({ id }) => id === address.story) ?? stories[0]!;

function sendShow(again = false): void {
  if (frame.contentWindow) post(frame.contentWindow, { gallery: 'show', address: withStory(), again });
}

/** The address with the id of what is really shown. */
const withStory = (): Address => ({ ...address, story: current().id });

/** Shows what the address says, on the page itself. */
function draw(): void {
  const story = current();
  const { title, name, parameters } = story;
  document.title = `${title}: ${name} · Gallery · crm-followers`;
  find('[data-field=title]').textContent = title;
  find('[data-field=name]').textContent = name;
  find('[data-field=about]').textContent = parameters.about ?? '';
  frame.title = `${title}: ${name}`;
  frame.dataset['width'] = address.width;
  find<HTMLAnchorElement>('[data-field=alone]').href = writeAddress({ ...withStory(), bare: true });
  const chosen: Record<string, string> = {
    theme: address.theme,
    dir: address.dir || parameters.dir || languageOf(address.lang).dir || 'ltr',
    width: address.width,
  };
  for (const radio of looks.querySelectorAll<HTMLInputElement>('[type=radio]')) {
    radio.checked = chosen[radio.name] === radio.value;
  }
  find<HTMLSelectElement>('[name=viewer]').value = address.viewer || parameters.viewer || 'owner';
  find<HTMLSelectElement>('[name=lang]').value = address.lang;
  showControls(story, address.args, (args) => go({ ...address, args }, 'replace'));
  markCurrent(story.id);
}

function go(next: Address, how: 'push' | 'replace'): void {
  const other = next.story !== address.story;
  address = next;
  history[`${how}State`](null, '', writeAddress(withStory()));
  if (other) clearEvents();
  draw();
  sendShow();
}

function choose(id: string): void {
  // Who looks, and which way the page runs, is part of a story; how it is looked at goes on.
  go({ ...address, story: id, args: {}, dir: '', viewer: '' }, 'push');
}

function showSource(text: string): void {
  find('#source').textContent = text;
  find('#source-said').textContent = '';
}

async function copySource(): Promise<void> {
  const code = find('#source');
  try {
    await navigator.clipboard.writeText(code.textContent ?? '');
    find('#source-said').textContent = 'Copied';
  } catch {
    // Without the permission the text is at least ready to be copied by hand.
    getSelection()?.selectAllChildren(code);
    find('#source-said').textContent = 'Selected';
  }
}

looks.addEventListener('change', ({ target }) => {
  const { name, value } = target as HTMLInputElement | HTMLSelectElement;
  go({ ...address, [name]: value }, 'replace');
});
looks.addEventListener('submit', (event) => event.preventDefault());

const ACTS: Readonly<Record<string, () => void>> = {
  again: () => {
    clearEvents();
    sendShow(true);
  },
  reset: () => go({ ...address, args: {} }, 'replace'),
  clear: clearEvents,
  copy: () => void copySource(),
};
for (const [act, run] of Object.entries(ACTS)) find(`[data-act=${act}]`).addEventListener('click', run);

window.addEventListener('popstate', () => {
  address = readAddress(location.search);
  clearEvents();
  draw();
  sendShow();
});

listen((message) => {
  if (message.gallery === 'ready') sendShow(true);
  else if (message.gallery === 'event') logEvent(message.name, message.detail);
  else if (message.gallery === 'height') {
    // Lists float below the field, so there is more room than the story takes.
    frame.style.height = `${Math.min(Math.max(560, message.height + 48), 1400)}px`;
  } else if (message.gallery === 'shown' && message.story === current().id) {
    showSource(message.source);
    if (message.problem) logEvent('play failed', message.problem);
  }
});

find('[name=viewer]').append(
  ...Object.entries(VIEWERS).map(([value, text]) => el('option', { value }, text)),
);
find('[name=lang]').append(
  el('option', { value: '' }, 'English'),
  ...Object.entries(LANGUAGES).map(([value, { name }]) => el('option', { value, lang: value }, name)),
);
showStories(choose);
clearEvents();
draw();
frame.src = writeAddress({ ...withStory(), bare: true });
