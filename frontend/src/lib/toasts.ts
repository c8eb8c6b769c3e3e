// Toasts: short messages at the edge of the screen, each with at most one action.

import { createStore } from './store';

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'error';
  action?: { label: string; run: () => void };
  // Called when the toast leaves the screen, whether dismissed, timed out or pushed out.
  onGone?: () => void;
}

export const toasts = createStore<Toast[]>([]);

let lastId = 0;

export function showToast(toast: Omit<Toast, 'id' | 'tone'> & { tone?: Toast['tone'] }): number {
  lastId += 1;
  for (const { id } of toasts.get().slice(0, -2)) dismissToast(id);
  toasts.set([...toasts.get(), { tone: 'plain', ...toast, id: lastId }]);
  return lastId;
}

export function dismissToast(id: number): void {
  const gone = toasts.get().find((toast) => toast.id === id);
  toasts.set(toasts.get().filter((toast) => toast !== gone));
  gone?.onGone?.();
}
