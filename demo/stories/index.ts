/** Every story there is, in order. */
import type { Args, ArgTypes, Meta, Parameters, Story } from './story.ts';
import { placeOf } from './story.ts';
import * as drafts from './drafts.stories.ts';
import * as field from './field.stories.ts';
import * as hosts from './hosts.stories.ts';
import * as owner from './owner.stories.ts';
import * as panel from './panel.stories.ts';
import * as picker from './picker.stories.ts';
import * as saving from './saving.stories.ts';
import * as stack from './stack.stories.ts';
import * as trouble from './trouble.stories.ts';

/** A story with all that its module says of it. */
export interface Told extends Omit<Story, 'name' | 'args' | 'parameters'> {
  /** As in an address: `panel--over-the-limit`. */
  id: string;
  title: string;
  name: string;
  args: Args;
  argTypes: ArgTypes;
  parameters: Parameters;
}

interface Module {
  default: Meta;
  [name: string]: Meta | Story;
}

const MODULES = [panel, picker, field, stack, owner, drafts, saving, hosts, trouble] as unknown as Module[];

/** `OverTheLimit` → `Over the limit`. */
const words = (name: string) => name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** `Over the limit` → `over-the-limit`. */
const kebab = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

function told({ default: meta, ...named }: Module): Told[] {
  const { title, argTypes = {}, component: _, ...shared } = meta;
  return Object.entries(named as Record<string, Story>)
    .sort(([, a], [, b]) => placeOf(a) - placeOf(b))
    .map(([name, story]) => ({
      ...shared,
      ...story,
      id: `${kebab(title)}--${kebab(words(name))}`,
      title,
      name: story.name ?? words(name),
      argTypes,
      args: { ...meta.args, ...story.args },
      parameters: { ...meta.parameters, ...story.parameters },
    }));
}

export const stories: readonly Told[] = MODULES.flatMap(told);
