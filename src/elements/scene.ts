/** Everything the views of one element are drawn from, besides the record itself (`view.ts`). */
import type { DisclosureController } from '../controllers/disclosure-controller.ts';
import type { Phase } from '../controllers/store-controller.ts';
import type { Overlay } from '../data/overlay.ts';
import type { Words } from '../locales/messages.ts';
import type { Message } from './message.ts';
import type { Picker } from './picker.ts';
import type { View } from './view.ts';

export interface Scene {
  readonly words: Words;
  readonly phase: Phase;
  readonly overlay: Overlay;
  /** Nothing while there is no record to show. */
  readonly view: View | undefined;
  /** What happened last. */
  readonly message: Message | undefined;
  /** Once somebody has asked for it. */
  readonly ownerPicker: Picker | undefined;
  readonly followerPicker: Picker;
  /** The popup of a stack or a badge. */
  readonly disclosure: DisclosureController;
  /** Name of the record, if the host gave one. */
  readonly name: string | undefined;
  readonly heading: string;
  /** The host shows a message of its own for why there is nothing to show. */
  readonly hushed: boolean;

  /** The owner is part of the field. */
  readonly withOwner: boolean;
  /** Visible name of the field, where the form has none for it. */
  readonly caption: string | undefined;
  /** Every chip of the field is shown. */
  readonly all: boolean;
}
