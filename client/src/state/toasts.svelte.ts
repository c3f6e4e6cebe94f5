// Short words about what just happened, perhaps with a way back. They are read aloud, too.
interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
}

const STAYS_MS = 6_000;
let last = 0;
let all = $state.raw<Toast[]>([]);

export const toasts = () => all;

export function tell(text: string, action?: Toast["action"]): void {
  const toast = { id: ++last, text, action };
  all = [...all, toast];
  setTimeout(() => dismiss(toast.id), STAYS_MS);
}

export function dismiss(id: number): void {
  all = all.filter((toast) => toast.id !== id);
}
