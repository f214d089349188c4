/** The mouse of tests in a page. Only where one has used it, it has to be put back: each command is a way to the browser. */
import { resetMouse, sendMouse as send } from '@web/test-runner-commands';

let isUsed = false;

export const sendMouse: typeof send = (payload) => {
  isUsed = true;
  return send(payload);
};

/** At the end of a test. */
export async function putMouseBack(): Promise<void> {
  if (isUsed) await resetMouse();
  isUsed = false;
}
