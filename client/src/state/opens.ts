// Pressing a post opens it, unless what was pressed does something itself or words are being selected. The link at
// its time does the same for keyboards and screen readers.
import type { Attachment } from "svelte/attachments";

const DOES_SOMETHING = "a, button, input, label, summary, video, audio, dialog, [role=menu]";

export const opens =
  (open: () => void): Attachment<HTMLElement> =>
  (element) => {
    const pressed = (event: MouseEvent) => {
      const on = event.target as Element;
      if (event.defaultPrevented || on.closest(DOES_SOMETHING) || getSelection()?.toString()) {
        return;
      }
      event.preventDefault();
      open();
    };
    element.addEventListener("click", pressed);
    return () => element.removeEventListener("click", pressed);
  };
