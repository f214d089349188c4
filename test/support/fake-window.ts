/** Stands in for the window of a page, for tests that run without one: what it is told, and who listens. */
import { mock } from 'node:test';

export interface FakeWindow {
  /** Types that are listened to now, in the order in which that began. */
  readonly listening: string[];
  /** Makes something happen to the page. */
  fire(type: string, members?: object): void;
  /** Whether there is a connection; tells the page. */
  goOnline(online: boolean): void;
  /** Whether the page can be seen; tells it. */
  setVisible(visible: boolean): void;
}

/** A window of its own, with a clock that a test moves. Call once before each test. */
export function fakeWindow(): FakeWindow {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const page = new EventTarget();
  const listening: string[] = [];
  const document = { visibilityState: 'visible' };
  Object.assign(globalThis, {
    addEventListener(type: string, listener: () => void) {
      listening.push(type);
      page.addEventListener(type, listener);
    },
    removeEventListener(type: string, listener: () => void) {
      if (listening.includes(type)) listening.splice(listening.indexOf(type), 1);
      page.removeEventListener(type, listener);
    },
  });
  Object.defineProperty(globalThis, 'document', { value: document, configurable: true, writable: true });
  Reflect.deleteProperty(navigator, 'onLine');
  const fire = (type: string, members = {}) => page.dispatchEvent(Object.assign(new Event(type), members));
  return {
    listening,
    fire,
    goOnline(online) {
      Object.defineProperty(navigator, 'onLine', { value: online, configurable: true });
      fire(online ? 'online' : 'offline');
    },
    setVisible(visible) {
      document.visibilityState = visible ? 'visible' : 'hidden';
      fire('visibilitychange');
    },
  };
}
