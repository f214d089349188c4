/** The start page: its links say who to be, so all there is to do is the menu. */
import { showViewers } from './viewers.ts';

void showViewers();
