'use client';
/**
 * `crm-followers/react`: the elements as components of React 18 and 19.
 *
 * React by itself writes strings into attributes, and what it does with functions, objects and listeners of custom
 * elements depends on its version and on whether the page came from a server. Here all of them are set as properties in
 * an effect, before anything is painted and before the element asks its server for anything.
 */
import {
  createElement,
  type ForwardRefExoticComponent,
  forwardRef,
  type HTMLAttributes,
  type RefAttributes,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import './define.ts';
import type { CrmFollowersProvider as ProviderElement } from './elements/crm-followers-provider.ts';
import type { CrmFollowers as FollowersElement } from './elements/crm-followers.ts';
import type { CrmFollowersEventMap } from './elements/events.ts';

const CONFIGURATION = [
  'adapter',
  'credentials',
  'endpoint',
  'fetcher',
  'getToken',
  'headers',
  'messages',
] as const;

const PROPERTIES = [
  ...CONFIGURATION,
  'check',
  'disabled',
  'draft',
  'label',
  'limit',
  'live',
  'name',
  'owner',
  'ownerName',
  'readonly',
  'recordId',
  'recordName',
  'recordType',
  'required',
  'saveMode',
  'users',
  'value',
  'view',
  'viewer',
] as const;

/** Another function would be another backend, or other people to choose from, and everything would be read anew. */
const KEPT: readonly string[] = ['fetcher', 'getToken', 'headers', 'users'];

const LISTENERS = {
  onInput: 'input',
  onChange: 'change',
  onFollowersChange: 'crm-followers-change',
  onOwnerChange: 'crm-followers-owner-change',
  onBeforeChange: 'crm-followers-before-change',
  onProblem: 'crm-followers-problem',
  onAccessChange: 'crm-followers-access-change',
  onUnsaved: 'crm-followers-unsaved',
} as const;

type Listener = keyof typeof LISTENERS;
type EventOf<Type> = Type extends keyof CrmFollowersEventMap ? CrmFollowersEventMap[Type] : Event;
type Properties<Element, Name extends keyof Element> = { [Each in Name]?: Element[Each] | undefined };

/** Properties as the element has them, and a listener for each of its events; everything else becomes an attribute. */
export type CrmFollowersProps = Properties<FollowersElement, (typeof PROPERTIES)[number]> & {
  [Each in Listener]?: ((event: EventOf<(typeof LISTENERS)[Each]>) => void) | undefined;
} & Omit<HTMLAttributes<FollowersElement>, (typeof PROPERTIES)[number] | Listener | 'children'>;

export type CrmFollowersProviderProps = Properties<ProviderElement, (typeof CONFIGURATION)[number]> &
  Omit<HTMLAttributes<ProviderElement>, (typeof CONFIGURATION)[number]>;

// On a server there is nothing to set, and React 18 would complain.
const useBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect;

type Props = Record<string, unknown>;

function component<Element extends HTMLElement, Given extends object>(
  tag: string,
  properties: readonly string[],
  listeners: Record<string, string>,
): ForwardRefExoticComponent<Given & RefAttributes<Element>> {
  return forwardRef<Element, Given>((given, ref) => {
    const props = given as Props;
    const element = useRef<Element & Props>(null);
    const latest = useRef(props);
    const stable = useRef<Props>({});
    const applied = useRef<Props>({});
    const defaults = useRef<Props>({});

    /** Calls whatever was given last, so that a page may give a new function on each render. */
    const calling =
      (name: string) =>
      (...args: unknown[]): unknown =>
        (latest.current[name] as ((...args: unknown[]) => unknown) | undefined)?.(...args);

    useImperativeHandle(ref, () => element.current!, []);
    useBeforePaint(() => {
      latest.current = props;
      const target: Props = element.current!;
      for (const name of properties) {
        const isKept = typeof props[name] === 'function' && KEPT.includes(name);
        const value = isKept ? (stable.current[name] ??= calling(name)) : props[name];
        if (Object.is(value, applied.current[name])) continue;
        if (!(name in defaults.current)) defaults.current[name] = target[name];
        target[name] = value === undefined ? defaults.current[name] : value;
        applied.current[name] = value;
      }
    });
    useBeforePaint(() => {
      const target = element.current!;
      const hear = Object.entries(listeners).map(([name, type]) => {
        const listener = calling(name);
        target.addEventListener(type, listener);
        return () => target.removeEventListener(type, listener);
      });
      return () => hear.forEach((stop) => stop());
    }, []);

    const attributes = Object.entries(props)
      .filter(([name]) => !properties.includes(name) && !(name in listeners))
      // React 18 knows no other name of it on custom elements.
      .map(([name, value]) => [name === 'className' ? 'class' : name, value]);
    return createElement(tag, { ...Object.fromEntries(attributes), ref: element });
  }) as ForwardRefExoticComponent<Given & RefAttributes<Element>>;
}

/** `<crm-followers>`; a `ref` gives the element, with `save()`, `state` and the rest of its API. */
export const CrmFollowers = component<FollowersElement, CrmFollowersProps>(
  'crm-followers',
  PROPERTIES,
  LISTENERS,
);
CrmFollowers.displayName = 'CrmFollowers';

/** `<crm-followers-provider>`: one configuration for all elements inside. */
export const CrmFollowersProvider = component<ProviderElement, CrmFollowersProviderProps>(
  'crm-followers-provider',
  CONFIGURATION,
  {},
);
CrmFollowersProvider.displayName = 'CrmFollowersProvider';
