// A button that opens a menu, and the kinds of menu item. The menu implementation is large and no
// page needs it for its first paint, so it loads when a menu is first opened or hovered.

import {
  cloneElement,
  useState,
  type ComponentProps,
  type ReactElement,
  type ReactNode,
} from 'react';
import { messageOf, NetworkError } from '@/lib/errors';
import { showToast } from '@/lib/toasts';
import type * as Parts from './menu-parts';

let parts: typeof Parts | null = null;

async function load(): Promise<void> {
  parts ??= await import('./menu-parts');
}

export interface MenuProps {
  trigger: ReactElement<ComponentProps<'button'>>;
  children: ReactNode;
}

export function Menu({ trigger, children }: MenuProps) {
  const [opened, setOpened] = useState<'by-key' | 'by-pointer' | null>(null);
  if (opened !== null && parts !== null) {
    return (
      <parts.OpenMenu trigger={trigger} byKey={opened === 'by-key'}>
        {children}
      </parts.OpenMenu>
    );
  }
  const open = (how: 'by-key' | 'by-pointer') =>
    void load().then(
      () => setOpened(how),
      (error: unknown) => showToast({ tone: 'error', text: messageOf(new NetworkError(error)) }),
    );
  // A failure here is reported when the menu is opened.
  const prepare = () => void load().catch(() => undefined);
  return cloneElement(trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: prepare,
    // A click with `detail` 0 comes from the keyboard.
    onClick: (event) => open(event.detail === 0 ? 'by-key' : 'by-pointer'),
    onKeyDown: (event) => {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      open('by-key');
    },
  });
}

// These render only inside an open menu, so the parts are loaded.

export interface MenuItemProps {
  children: ReactNode;
  onSelect: () => void;
}

export function MenuItem(props: MenuItemProps) {
  return parts && <parts.Item {...props} />;
}

export interface MenuGroupProps {
  label: string;
  children: ReactNode;
}

export function MenuGroup(props: MenuGroupProps) {
  return parts && <parts.Group {...props} />;
}

export interface MenuChoiceProps<Value extends string> {
  label: string;
  value: Value;
  choices: { value: Value; label: string }[];
  onChoose: (value: Value) => void;
}

export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  return parts && <parts.Choice {...props} />;
}

export interface MenuCheckProps {
  children: ReactNode;
  checked: boolean;
  onToggle: (checked: boolean) => void;
}

export function MenuCheck(props: MenuCheckProps) {
  return parts && <parts.CheckItem {...props} />;
}
