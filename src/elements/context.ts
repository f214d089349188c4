/** What `<crm-followers-provider>` hands to the elements inside it. */
import { createContext } from '@lit/context';
import type { Adapter } from '../data/adapter.ts';
import type { RestOptions } from '../data/rest-adapter.ts';
import type { MessageOverrides } from '../locales/messages.ts';

/** Defaults for the elements inside; an element's own attribute or property wins. */
export interface Config extends Omit<RestOptions, 'endpoint' | 'lang'> {
  endpoint?: string | undefined;
  adapter?: Adapter | undefined;
  messages?: MessageOverrides | undefined;
}

// A shared key, so that elements and providers of two copies of the script find each other.
export const configContext = createContext<Config>(Symbol.for('crm-followers-config'));
