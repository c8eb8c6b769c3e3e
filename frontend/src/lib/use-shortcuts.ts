// Keyboard shortcuts, active everywhere except in text fields, dialogs and menus. A shortcut is a
// single key, or one together with Ctrl, which is Cmd on Apple's keyboards: `Ctrl+z`.

import { useEffectEvent, useLayoutEffect } from 'react';

export type Shortcuts = Record<string, (() => void) | undefined>;

export function useShortcuts(shortcuts: Shortcuts): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(OCCUPIED) !== null) return;
    const run = shortcuts[event.ctrlKey || event.metaKey ? `Ctrl+${event.key}` : event.key];
    if (run === undefined) return;
    event.preventDefault();
    run();
  });
  // A layout effect, so the keys work as soon as the page is visible.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

const OCCUPIED =
  'input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=menu]';
