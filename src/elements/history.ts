/** What has happened to the record, below the details of its followers: read when it is opened, page by page. */
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { type Entry, History } from '../data/history.ts';
import type { RecordStore } from '../data/store.ts';
import type { Words } from '../locales/messages.ts';
import type { InteractionHost } from './interaction.ts';
import { messageLine } from './message.ts';
import { nameOf } from './person.ts';
import type { View } from './view.ts';

export class Past implements ReactiveController {
  open = false;
  readonly #host: InteractionHost;
  #log: History | undefined;
  /** What was read, and at which version. */
  #store: RecordStore | undefined;
  #version: string | undefined;

  constructor(host: InteractionHost) {
    this.#host = host;
    host.addController(this);
  }

  get log(): History {
    return (this.#log ??= new History(() => this.#host.requestUpdate()));
  }

  /** What is open follows the record: to another one, to its next version, and out of sight. */
  hostUpdate(): void {
    const { store } = this.#host.overlay;
    const confirmed = store?.confirmed;
    if (store !== this.#store || !confirmed) this.close();
    else if (this.open && confirmed.record.version !== this.#version) this.#read();
  }

  hostDisconnected(): void {
    this.close();
  }

  close(): void {
    this.open = false;
    this.#log?.clear();
    this.#store = this.#host.overlay.store;
  }

  toggle(): void {
    if (this.open) this.close();
    else {
      this.open = true;
      this.#read();
    }
    this.#host.requestUpdate();
  }

  #read(): void {
    const { store } = this.#host.overlay;
    this.#store = store;
    this.#version = store?.confirmed?.record.version;
    if (store) void this.log.read(store);
  }

  /** The next page, or the one that failed; the focus goes to the first entry that is new. */
  async next(): Promise<void> {
    const { renderRoot, overlay } = this.#host;
    const { store } = overlay;
    const count = this.log.entries.length;
    if (store) await this.log.read(store, count > 0);
    await this.#host.updateComplete;
    if (this.open) renderRoot.querySelectorAll<HTMLElement>('#history li')[count]?.focus();
  }
}

function sentence({ kind, user, source }: Entry, words: Words): string {
  const name = nameOf({ ...user, active: true }, words);
  const by = source?.by;
  // Nobody is said to have done to themselves what others do.
  const params = { name, by: by && by.id !== user.id ? nameOf({ ...by, active: true }, words) : undefined };
  if (kind === 'follower-removed') return words.say('remote.remove', params);
  if (kind !== 'follower-added') return words.say('remote.owner', params);
  return source?.kind === 'rule'
    ? words.say('remote.rule', { name, rule: source.name })
    : words.say('remote.add', params);
}

export function history({ words, past, shown }: View): TemplateResult | typeof nothing {
  if (!shown.features.includes('history')) return nothing;
  const { open, log } = past;
  const { entries, loading, problem, more } = log;
  return html`<button
      class="btn text"
      type="button"
      data-act="history"
      aria-expanded=${open}
      aria-controls="history"
    >
      ${words.say('history')}
    </button>
    <div class="rows" id="history" ?hidden=${!open} aria-busy=${loading}>
      ${
        entries.length
          ? html`<ol role="list" aria-label=${words.say('history')}>
              ${entries.map(
                (entry) =>
                  html`<li class="who chip" tabindex="-1">
                    <span>${sentence(entry, words)}</span>
                    ${entry.at ? html`<time class="sub" datetime=${entry.at}>${words.say('history.at', { date: entry.at, time: entry.at })}</time>` : nothing}
                  </li>`,
              )}
            </ol>`
          : nothing
      }
      ${
        problem
          ? messageLine({ kind: 'bad', text: words.say('history.failed'), act: 'earlier' }, words)
          : loading || !entries.length
            ? html`<p class="note" role="status">${words.say(loading ? 'history.busy' : 'history.none')}</p>`
            : more
              ? html`<button class="btn text" type="button" data-act="earlier">
                  ${words.say('history.more')}
                </button>`
              : nothing
      }
    </div>`;
}
