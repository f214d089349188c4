/**
 * What a story is: one state of the element, in the shape of Component Story Format, without its library.
 * A module's default export says what its stories have in common, each named export is a story.
 */
import type { CrmFollowers } from 'crm-followers';
import type { Answers } from '../mocks/answers.ts';
import type { Extra } from './people.ts';

/** Properties of the element, by name. */
export type Args = Readonly<Record<string, unknown>>;

/** How a property is set in the gallery. */
export interface ArgType {
  control: 'text' | 'boolean' | 'select' | 'number';
  /** For `select`. */
  options?: readonly string[];
  description: string;
  /** Its attribute, where it has one. */
  attribute?: string;
}

export type ArgTypes = Readonly<Record<string, ArgType>>;

export interface Parameters {
  /** One sentence below the title. */
  about?: string;
  /** Sentences that can be read, or heard, once the story is there. */
  shows?: readonly string[];
  /** `state` of the element then. Default `ready`. */
  state?: string;
  /** Id of the person who is signed in. Default `owner`. */
  viewer?: string;
  /** Planted in front of the app, by method and part of the path. */
  answers?: Answers;
  /** People and records besides the demo's fixed ones. */
  extra?: Extra;
  /** Followers a record may have on this server. */
  limit?: number;
  /** Direction of the page where nobody chooses one. */
  dir?: 'ltr' | 'rtl';
  /** Pixels the element is given at most; 0 is the whole width. */
  width?: number;
  /** CSS for the canvas, as a host would write it. */
  css?: string;
  /** Lines for the host's script that the properties can't tell. */
  script?: string;
  /** Statuses of the app itself that the browser will report. */
  statuses?: readonly number[];
  /** What the console is expected to say. */
  console?: RegExp;
}

/** What a `render` is given. */
export interface Context {
  args: Args;
  argTypes: ArgTypes;
}

/** What a `play` has at hand. */
export interface Scene {
  canvas: HTMLElement;
  /** The first one on the canvas. */
  element: CrmFollowers;
  /** What somebody else does meanwhile, as in `as('admin', 'DELETE /records/contact/c1/followers/rita')`. */
  as(who: string, request: string, body?: object): Promise<void>;
  /** Takes the network away, or brings it back. */
  goOffline(offline?: boolean): void;
}

export interface Story {
  /** Default: the name of the export, in words. */
  name?: string;
  args?: Args;
  parameters?: Parameters;
  /** Default: the element alone. */
  render?(context: Context): HTMLElement;
  /** What a user would do to get there. */
  play?(scene: Scene): Promise<void>;
}

export interface Meta extends Omit<Story, 'name' | 'play'> {
  title: string;
  component: 'crm-followers';
  argTypes?: ArgTypes;
}

const told = new WeakMap<Story, number>();
let count = 0;

/** Types a story, and remembers its place: the exports of a module have no order. */
export function story(story: Story): Story {
  told.set(story, count++);
  return story;
}

/** To sort by: stories in the order in which they were written. */
export const placeOf = (story: Story): number => told.get(story) ?? Infinity;
