/** Adding and editing a workflow in a dialog: fields that depend on each other, and a sentence that says it all. */
import { crm, type Me, Refusal } from './crm.ts';
import { DiscardQuestion } from './discard-question.ts';
import { find } from './dom.ts';
import { showProblems, type Wrong } from './field-problems.ts';
import { openModal } from './modal.ts';
import { whyNot } from './refusals.ts';
import { RuleForm } from './rule-form.ts';
import { openTrial } from './rule-trial.ts';
import type { Rule } from './workflow.ts';

/** `saved` is told of the workflow as it then is. Without a rule, one is added. */
export function openRuleDialog(rule: Rule | undefined, me: Me, saved: (rule: Rule) => void): void {
  openModal('rule', (modal) => {
    const { dialog } = modal;
    const form = new RuleForm(find<HTMLFormElement>('form', dialog), me, rule);
    const question = new DiscardQuestion(dialog, () => modal.close());
    const button = find('[data-save]', dialog);
    const notice = find('[data-notice]', dialog);
    let saving = false;
    const busy = (on: boolean) => {
      saving = on;
      find('[data-body]', dialog).inert = on;
      button.textContent = on ? 'Saving…' : 'Save';
      button.ariaDisabled = on ? 'true' : null;
    };
    const send = async () => {
      if (saving) return;
      const { fields, wrong } = form.read();
      notice.textContent = '';
      if (wrong.length) return showProblems(form.form, wrong);
      // What is being saved can't be changed meanwhile; who pressed Enter in it waits at the button.
      button.focus();
      busy(true);
      let refused: readonly Wrong[] = [];
      try {
        const [path, method] = rule ? [`/rules/${encodeURIComponent(rule.id)}`, 'PATCH'] : ['/rules', 'POST'];
        const answer = await crm<Rule>(path, { method, body: JSON.stringify(fields) });
        modal.close();
        return saved(answer);
      } catch (error) {
        refused = form.placed(error instanceof Refusal ? error.fields : []);
        const full = error instanceof Refusal && error.status === 409;
        if (!refused.length) notice.textContent = `Not saved. ${full ? error.message : whyNot(error)}`;
      }
      busy(false);
      showProblems(form.form, refused);
    };

    find('[data-title]', dialog).textContent = rule ? 'Edit workflow' : 'Add workflow';
    find('[data-trial]', dialog).addEventListener('click', () => {
      const { fields, wrong } = form.read();
      if (wrong.length) return showProblems(form.form, wrong);
      openTrial({ ...fields, ...(rule?.owner && { owner: rule.owner }) });
    });
    form.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void send();
    });
    const mayClose = () => {
      if (saving || !form.edited) return true;
      question.ask();
      return false;
    };
    dialog.addEventListener('crm-followers-unsaved', (event) => {
      if (!mayClose()) event.preventDefault();
    });
    return { mayClose, escape: () => question.keep() };
  });
}
