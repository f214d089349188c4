/** Chooses how the element is shown, and gathers what that is drawn from. */
import type { TemplateResult } from 'lit';
import type { Phase } from '../controllers/store-controller.ts';
import { ownerView } from './badge.ts';
import type { CrmFollowers } from './crm-followers.ts';
import { field } from './field.ts';
import type { Interaction } from './interaction.ts';
import { panel } from './panel.ts';
import type { Scene } from './scene.ts';
import { stack } from './stack.ts';
import { viewOf } from './view.ts';

const VIEWS: Record<string, (scene: Scene) => TemplateResult> = { panel, field, stack, owner: ownerView };

export function drawView(
  host: CrmFollowers,
  interaction: Interaction,
  phase: Phase,
  hushed: boolean,
): TemplateResult {
  const { view, ownerName, words, overlay, lock, field: form, recordName, required } = host;
  const { changes, ownerPicker, all } = interaction;
  const withOwner = !!ownerName;
  const heading = host.label || words.say('heading');
  const { label, error } = form;
  const draw = VIEWS[view] ?? panel;
  return draw({
    words,
    phase,
    overlay,
    view: viewOf(overlay, words, interaction, { lock, label, error, required }),
    message: changes.message,
    ownerPicker,
    get followerPicker() {
      return interaction.followerPicker;
    },
    get disclosure() {
      return interaction.disclosure;
    },
    name: recordName,
    heading,
    hushed,
    withOwner,
    // Beside the owner's name the followers need one too.
    caption: withOwner ? label || heading : host.label,
    all,
  });
}
