/**
 * The gallery, in two roles: the page around a story, and, in its frame or with `?bare`, the story alone. Only the
 * latter starts the mock, so that the real backend of other pages is never answered for.
 */
import { readAddress } from './gallery-address.ts';
import { find } from './dom.ts';

const { bare } = readAddress(location.search);
document.documentElement.dataset['bare'] = String(bare);
find(bare ? '#shell' : '#canvas').remove();
find(bare ? '#canvas' : '#shell').hidden = false;
await (bare ? import('./gallery-canvas.ts') : import('./gallery-shell.ts'));
