// The theme: light, dark or the system's. public/theme.js applies it before the first paint.

import { readStored, writeStored } from './storage';
import { createStore } from './store';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'errand-theme';

function stored(): Theme {
  const theme = readStored('localStorage', KEY);
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

export const theme = createStore<Theme>(stored());

export function chooseTheme(next: Theme): void {
  writeStored('localStorage', KEY, next === 'system' ? null : next);
  if (next === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = next;
  theme.set(next);
}
