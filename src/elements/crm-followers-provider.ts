/** `<crm-followers-provider>`: one configuration for the elements inside it. */
import { ContextProvider } from '@lit/context';
import { css, LitElement, type PropertyDeclarations } from 'lit';
import type { Adapter } from '../data/adapter.ts';
import type { RestOptions } from '../data/rest-adapter.ts';
import type { MessageOverrides } from '../locales/messages.ts';
import { type Config, configContext } from './context.ts';

/**
 * Gives one configuration to every `<crm-followers>` inside it. Shows nothing of its own.
 *
 * @tagname crm-followers-provider
 * @attr {string} lang - Language of the elements inside, as of any element around them.
 * @slot - The part of the page that is configured.
 */
export class CrmFollowersProvider extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;
  static override properties: PropertyDeclarations = {
    endpoint: {},
    credentials: {},
    headers: { attribute: false },
    getToken: { attribute: false },
    fetcher: { attribute: false },
    adapter: { attribute: false },
    messages: { attribute: false },
  };

  /** Base URL of the REST endpoint; a query string is kept. */
  declare endpoint: string | undefined;
  /** Credentials mode of requests. Default `same-origin`. */
  declare credentials: RequestCredentials | undefined;
  /** Headers of the host for every request: an object, or a function that gives one. */
  declare headers: RestOptions['headers'];
  /** Gives the bearer token; asked when needed, and once more after a 401. */
  declare getToken: RestOptions['getToken'];
  /** Stands in for `fetch`. */
  declare fetcher: RestOptions['fetcher'];
  /** A backend of the host's own. */
  declare adapter: Adapter | undefined;
  /** Words that replace ours. */
  declare messages: MessageOverrides | undefined;

  /** Made by hand: the page's own content must not vanish where Trusted Types forbid us markup. */
  readonly #slot = document.createElement('slot');
  readonly #provider = new ContextProvider(this, { context: configContext, initialValue: {} });

  override willUpdate(): void {
    const { endpoint, credentials, headers, getToken, fetcher, adapter, messages } = this;
    const config: Config = {
      endpoint,
      credentials,
      headers,
      getToken,
      fetcher,
      adapter,
      messages,
    };
    this.#provider.setValue(config);
  }

  override render() {
    return this.#slot;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-followers-provider': CrmFollowersProvider;
  }
}
