/** What the page uses of Bootstrap's modal, which comes without types. */
declare module 'bootstrap/js/src/modal.js' {
  export default class Modal {
    constructor(element: Element);
    show(): void;
    hide(): void;
    dispose(): void;
  }
}
