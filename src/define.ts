/** Registers the elements; importing it is all a page has to do. */
import { CrmFollowers } from './elements/crm-followers.ts';
import { CrmFollowersProvider } from './elements/crm-followers-provider.ts';

// The provider first, so that the elements inside find it when they wake up.
if (!customElements.get('crm-followers-provider')) {
  customElements.define('crm-followers-provider', CrmFollowersProvider);
}
CrmFollowers.define();
