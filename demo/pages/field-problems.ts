/** What is wrong with the fields of a form, each said beside its field. */
import { find } from './dom.ts';

/** A name of `[data-field]` with its sentence. */
export type Wrong = readonly [name: string, sentence: string];

/** Shows these and no others; the focus goes to the first. */
export function showProblems(form: HTMLFormElement, wrong: readonly Wrong[]): void {
  const sentences = new Map(wrong);
  let first: HTMLElement | undefined;
  for (const field of form.querySelectorAll<HTMLElement>('[data-field]')) {
    const sentence = sentences.get(field.dataset['field']!) ?? '';
    const control = controlOf(field);
    const problem = find('.problem', field);
    problem.textContent = sentence;
    problem.hidden = !sentence;
    if (sentence) {
      control.setAttribute('aria-invalid', 'true');
      control.setAttribute('aria-describedby', problem.id);
      first ??= control;
    } else {
      control.removeAttribute('aria-invalid');
      control.removeAttribute('aria-describedby');
    }
  }
  first?.focus();
}

/** What is changed is no longer wrong, as far as anybody knows. */
export function forgetProblemsOnInput(form: HTMLFormElement): void {
  form.addEventListener('input', ({ target }) => {
    const field = (target as Element).closest<HTMLElement>('[data-field]');
    const problem = field && find('.problem', field);
    if (!problem || problem.hidden) return;
    problem.hidden = true;
    problem.textContent = '';
    controlOf(field).removeAttribute('aria-invalid');
    controlOf(field).removeAttribute('aria-describedby');
  });
}

const controlOf = (field: HTMLElement) => find('input, select, crm-followers', field);
