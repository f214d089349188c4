/** A timer that keeps no process from ending; in a page there is nothing to keep. Answers how to stop it. */
export function timer(milliseconds: number, run: () => void): () => void {
  const id = setTimeout(run, milliseconds);
  (id as { unref?: () => void }).unref?.();
  return () => clearTimeout(id);
}
