/** A host's code: compiled against the packed package, never run. */
import type { CrmFollowers, FollowersChangeDetail } from 'crm-followers';
import 'crm-followers/define';
import 'crm-followers/locales/de';
import 'crm-followers/locales/pt-BR';
import * as policy from 'crm-followers/policy';

const element: CrmFollowers = document.createElement('crm-followers');
element.recordId = 'c_42';
// @ts-expect-error Ids are strings: were the types lost, this would go unnoticed.
element.recordId = 42;

document.querySelector('crm-followers')?.addEventListener('crm-followers-change', (event) => {
  const { followers }: FollowersChangeDetail = event.detail;
  console.log(followers.map((user) => user.name));
});

element.messages = { found: { one: '{n} colleague', other: '{n} colleagues' }, 'heading.ticket': 'Watchers' };
// @ts-expect-error A sentence is text, or its plural forms.
element.messages = { heading: 7 };

void element.addFollower('u001').then(({ outcome }) => console.log(outcome));
console.log(Object.keys(policy));
