/** What the browser itself makes of the page, as it tells assistive technology. */
import { executeServerCommand } from '@web/test-runner-commands';
import { clean } from './accessible.ts';

/** Names and descriptions on one line, without the marks around names. */
export interface TreeNode {
  role: string;
  name: string;
  /** `undefined` where the engine does not tell it; see `engines.ts`. */
  description?: string;
  invalid?: string;
  required?: boolean;
}

let marks = 0;

/** Where something can be told of: in a dialog that makes all else inert, if there is one. */
function reachable(root: ParentNode = document): Element | null {
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    const inside = shadowRoot && reachable(shadowRoot);
    if (inside) return inside;
  }
  return root.querySelector('dialog:modal');
}

/** All nodes of the page in order, as they are now. */
export async function tree(): Promise<TreeNode[]> {
  const mark = document.createElement('button');
  mark.ariaLabel = `Mark ${++marks}`;
  (reachable() ?? document.body).append(mark);
  // Of what may be out of sight Chromium tells once it knows that it is not.
  for (let frames = 2; frames--;) await new Promise(requestAnimationFrame);
  try {
    const nodes = await executeServerCommand<TreeNode[], string>('accessibility-tree', mark.ariaLabel);
    return nodes.map(({ name, description, ...node }) => ({
      ...node,
      name: clean(name),
      ...(description !== undefined && { description: clean(description) }),
    }));
  } finally {
    mark.remove();
  }
}

/** The only node with this role. */
export async function nodeOf(role: string): Promise<TreeNode> {
  const nodes = (await tree()).filter((node) => node.role === role);
  if (nodes.length !== 1) throw new Error(`${nodes.length} × ${role}`);
  return nodes[0]!;
}
