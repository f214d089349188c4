/** The sources that the page uses; while there are any, one set of listeners hears of the page and its connection. */
import { isLocal, Source, type SourceOptions } from './source.ts';

const sources = new Set<Source>();
/** Those without a backend: one for each list of people, for as long as its host keeps the list. */
const lists = new WeakMap<object, Source>();

const onPage = ({ type, persisted }: Event & { persisted?: boolean }): void => {
  // Every page is shown once; only one that comes back has missed something.
  if (type === 'pageshow' && !persisted) return;
  for (const source of sources) {
    if (type.endsWith('line')) source.revive();
    if (type !== 'offline') source.live.look(type === 'online' || persisted);
  }
};

function listen(how: 'addEventListener' | 'removeEventListener'): void {
  for (const type of ['online', 'offline', 'focus', 'pageshow', 'visibilitychange']) {
    globalThis[how]?.(type, onPage as EventListener);
  }
}

function end(source: Source): void {
  sources.delete(source);
  if (!sources.size) listen('removeEventListener');
}

function listOf(users: object): Source {
  let source = lists.get(users);
  if (!source) lists.set(users, (source = new Source({ users: users as SourceOptions['users'] })));
  return source;
}

/** The source for these options, shared with everybody who gives the same backend or, without one, the same list of people. */
export function sourceFor(options: SourceOptions): Source {
  if (isLocal(options)) return listOf(options.users!);
  const { adapter, endpoint, fetcher, getToken } = options;
  for (const source of sources) {
    const known = source.options;
    const same =
      known.adapter === adapter &&
      (adapter || known.endpoint === endpoint) &&
      known.fetcher === fetcher &&
      known.getToken === getToken;
    if (!same) continue;
    // New but equal plain values never make another source.
    source.update(options);
    return source;
  }
  const source = new Source({ ...options }, end);
  if (!sources.size) listen('addEventListener');
  sources.add(source);
  return source;
}
