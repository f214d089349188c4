/** A page in React with a dialog of Radix that is open from the beginning, and the element in it. */
import * as Dialog from '@radix-ui/react-dialog';
import { createElement as make } from 'react';
import { createRoot } from 'react-dom/client';

const element = make('crm-followers', {
  endpoint: '/api',
  'record-type': 'contact',
  'record-id': 'c1',
  'record-name': 'Maria Lopez',
});

createRoot(document.querySelector('main')!).render(
  make(
    Dialog.Root,
    { defaultOpen: true },
    make(
      Dialog.Portal,
      null,
      make(Dialog.Overlay, { className: 'overlay' }),
      make(
        Dialog.Content,
        { className: 'content', 'aria-describedby': undefined },
        make(Dialog.Title, null, 'Edit contact'),
        make('input', { 'aria-label': 'Title', defaultValue: '' }),
        element,
        make(Dialog.Close, null, 'Close'),
      ),
    ),
  ),
);
