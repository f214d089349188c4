/**
 * One story on the canvas: resets the mock, puts the story's markup there, lets its `play` do what a user would do.
 *
 * `data-state` of the canvas is `playing`, `shown` or `failed`, `data-story` says of which story. Elements get a token
 * function of their own each time, so that no story meets the records of the one before.
 */
import 'crm-followers';
import type { Snapshot } from 'crm-followers';
import { Planted } from '../mocks/answers.ts';
import { type Mock, startMock } from '../mocks/browser.ts';
import { dataWith } from '../mocks/data.ts';
import { apply, followers } from '../stories/element.ts';
import { stories, type Told } from '../stories/index.ts';
import type { Args, ArgTypes, Scene } from '../stories/story.ts';
import { el, find } from './dom.ts';
import { type Address, readAddress } from './gallery-address.ts';
import { languageOf } from './gallery-languages.ts';
import { listen, post } from './gallery-messages.ts';
import { sourceOf } from './gallery-source.ts';

const EVENTS = [
  ...['change', 'owner-change', 'before-change', 'problem', 'access-change', 'unsaved'].map(
    (name) => `crm-followers-${name}`,
  ),
  'input',
  'change',
];

const main = find('#canvas');
const canvas = find('div', main);
const shell = window.parent === window ? undefined : window.parent;
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

let planted = new Planted();
let mock: Mock;
let dressed: Address | undefined;
let shown: { story: Told; viewer: string; args: Args } | undefined;

function typed(args: Address['args'], argTypes: ArgTypes): Args {
  return Object.fromEntries(
    Object.entries(args).map(([name, text]) => {
      const control = argTypes[name]?.control;
      return [
        name,
        control === 'boolean' ? text === 'true' : control === 'number' && text ? Number(text) : text,
      ];
    }),
  );
}

/** Looks that can change at any time, under a story that stands there. */
async function dress(address: Address, { parameters }: Told): Promise<void> {
  const { theme, lang, dir } = address;
  dressed = address;
  const root = document.documentElement;
  root.style.colorScheme = theme === 'system' ? '' : theme;
  root.dir = dir || parameters.dir || languageOf(lang).dir || 'ltr';
  main.style.maxInlineSize = parameters.width ? `${parameters.width}px` : '';
  await languageOf(lang).load();
  if (dressed === address) root.lang = lang || 'en';
}

function setOffline(offline: boolean): void {
  planted.online = !offline;
  if (offline) Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true });
  else Reflect.deleteProperty(navigator, 'onLine');
  window.dispatchEvent(new Event(offline ? 'offline' : 'online'));
}

async function show(address: Address, again = false): Promise<void> {
  const story = stories.find(({ id }) => id === address.story) ?? stories[0]!;
  const viewer = address.viewer || story.parameters.viewer || 'owner';
  const { argTypes, parameters } = story;
  const args = { ...story.args, ...typed(address.args, argTypes) };
  if (!again && shown?.story === story && shown.viewer === viewer) {
    // Only what was set anew: a story may have given elements of its own something else.
    const before = shown.args;
    shown.args = args;
    const names = Object.keys({ ...before, ...args }).filter((name) => before[name] !== args[name]);
    const changes = Object.fromEntries(names.map((name) => [name, args[name]]));
    for (const element of canvas.querySelectorAll('crm-followers')) apply(element, changes, argTypes);
    await dress(address, story);
    return tell(sourceOf(render(story, args), args, story));
  }

  const scene = { story, viewer, args };
  shown = scene;
  // Plays find what they do by its English name; the language changes once they are done.
  void dress({ ...address, lang: '' }, story);
  main.dataset['story'] = story.id;
  main.dataset['state'] = 'playing';
  planted.end();
  planted = new Planted(parameters.answers);
  if (!navigator.onLine) setOffline(false);
  canvas.replaceChildren();
  sheet.replaceSync(parameters.css ?? '');
  mock.reset({ as: viewer, data: dataWith(parameters.extra), limit: parameters.limit });

  const markup = render(story, args);
  const source = sourceOf(markup, args, story);
  const getToken = () => viewer;
  const inside = [markup, ...markup.querySelectorAll<HTMLElement>('*')];
  for (const element of inside) {
    if (element.matches('crm-followers, crm-followers-provider')) Object.assign(element, { getToken });
  }
  canvas.append(markup);
  find('h1', main).textContent = `${story.title}: ${story.name}`;
  document.title = `${story.title}: ${story.name} · Gallery`;
  let problem: string | undefined;
  try {
    await story.play?.(sceneOf());
  } catch (error) {
    if (shown !== scene) return;
    console.error(error);
    problem = String(error);
  }
  await dress(address, story);
  if (shown !== scene) return;
  main.dataset['state'] = problem === undefined ? 'shown' : 'failed';
  tell(source, problem);
}

const render = (story: Told, args: Args): HTMLElement => {
  const context = { args, argTypes: story.argTypes };
  return story.render?.(context) ?? followers(context);
};

function sceneOf(): Scene {
  return {
    canvas,
    element: find<HTMLElementTagNameMap['crm-followers']>('crm-followers', canvas),
    async as(who, request, body) {
      const [method = '', path = ''] = request.split(' ');
      const ask = (init: RequestInit, at = path) => {
        const headers = {
          Authorization: `Bearer ${who}`,
          'Content-Type': 'application/json',
          ...init.headers,
        };
        return mock.fetch(new Request(new URL(`/api${at}`, location.href), { ...init, headers }));
      };
      if (!body) return void (await ask({ method }));
      // Whoever changes the owner has seen the record before.
      const seen = (await (await ask({}, path.replace(/\w+$/, 'followers'))).json()) as Snapshot;
      const headers = { 'If-Match': `"${seen.record.version}"` };
      await ask({ method, headers, body: JSON.stringify(body) });
    },
    goOffline: (offline = true) => setOffline(offline),
  };
}

function tell(source: string, problem?: string): void {
  if (shell && shown) post(shell, { gallery: 'shown', story: shown.story.id, source, problem });
}

function log(event: Event): void {
  const { type, target } = event;
  if (!shell || !(target instanceof Element) || !target.matches('crm-followers')) return;
  const detail = event instanceof CustomEvent ? JSON.stringify(event.detail, null, 2) : '';
  post(shell, { gallery: 'event', name: type, detail });
}

async function start(): Promise<void> {
  try {
    // Narrower than the worker's own folder: all other pages keep their own backend.
    mock = await startMock({ scope: location.pathname, intercept: (request) => planted.answer(request) });
  } catch (error) {
    console.error(error);
    const why = 'The gallery answers its own requests with a service worker, which needs https or localhost.';
    canvas.replaceChildren(el('p', { class: 'muted' }, why));
    return;
  }
  for (const name of EVENTS) document.addEventListener(name, log, true);
  listen((message) => {
    if (message.gallery === 'show') void show(message.address, message.again);
  });
  if (!shell) return show(readAddress(location.search));
  new ResizeObserver(() => post(shell, { gallery: 'height', height: main.scrollHeight })).observe(main);
  post(shell, { gallery: 'ready' });
}

await start();
