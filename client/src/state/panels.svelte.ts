// Windows over the screen that are rarely opened, and loaded only then.
import type { Component } from "svelte";

interface Panel {
  component: Component<any>;
  props: Record<string, unknown>;
}

let open = $state.raw<Panel | null>(null);

/** What lies over the screen. */
export const panel = () => open;

/** Opens a window. It is given `onclose` besides its props. */
export async function showPanel<Props extends Record<string, unknown>>(
  load: () => Promise<{ default: Component<Props & { onclose: () => void }> }>,
  props: Props,
): Promise<void> {
  open = { component: (await load()).default, props };
}

export function closePanel(): void {
  open = null;
}
