/**
 * The demo without a server: what every page but the gallery runs first in the static build. It signs in as the server
 * does (`?as=`, else as before, else the owner of `c1`), answers `/api` and `/crm` in the page, and keeps links within
 * the folder that the demo lies in.
 */
import { COOKIE, cookieId } from '../server/authenticate.ts';
import { startMock } from './browser.ts';
import { Journal } from './journal.ts';
import { staticData } from './static-data.ts';
import './static.css';

const folder = new URL('.', location.href).pathname;

function signedIn(): string {
  const id = new URLSearchParams(location.search).get('as') || cookieId(document.cookie) || 'owner';
  document.cookie = `${COOKIE}=${encodeURIComponent(id)}; path=${folder}; SameSite=Lax`;
  return id;
}

/** Scripts of the pages lead to addresses that begin at the root of a server. */
function stayInFolder(): void {
  const inFolder = (address: string): string | undefined => {
    const { origin, pathname, search, hash } = new URL(address, location.href);
    if (origin !== location.origin || pathname.startsWith(folder)) return undefined;
    return folder + pathname.slice(1) + search + hash;
  };
  const follow = ({ target }: Event) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
    const better = link && inFolder(link.href);
    if (better) link.setAttribute('href', better);
  };
  for (const type of ['pointerover', 'pointerdown', 'focusin', 'click']) {
    document.addEventListener(type, follow, true);
  }
}

function note(...content: (Node | string)[]): HTMLElement {
  const footer = document.createElement('footer');
  footer.className = 'static-note small muted';
  footer.append(...content);
  return footer;
}

function startOver(journal: Journal): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'b';
  button.textContent = 'Start over';
  button.addEventListener('click', () => {
    journal.clear();
    location.reload();
  });
  return button;
}

const main = document.querySelector('main');
const as = signedIn();
stayInFolder();
try {
  const journal = new Journal(sessionStorage);
  const mock = await startMock({
    as,
    data: staticData(),
    now: journal.now,
    newId: journal.newId,
    answered: (request, response) => void journal.note(request, response, as),
  });
  await journal.replay((request) => mock.fetch(request));
  const text =
    'This copy of the demo has no server. It answers itself, and what you change stays in this tab.';
  main?.append(note(text, startOver(journal)));
} catch (error) {
  console.error(error);
  main?.prepend(note('Without a server the demo needs a service worker, and that needs https or localhost.'));
}
