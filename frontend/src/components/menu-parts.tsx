// The parts of a menu, loaded by components/menu.tsx when the first menu opens.

import { Check } from 'lucide-react';
import { DropdownMenu as Primitive } from 'radix-ui';
import { useEffect, useRef } from 'react';
import type {
  MenuCheckProps,
  MenuChoiceProps,
  MenuGroupProps,
  MenuItemProps,
  MenuProps,
} from './menu';

interface OpenMenuProps extends MenuProps {
  // When opened with the keyboard, the first item gets the focus.
  byKey: boolean;
}

export function OpenMenu({ trigger, children, byKey }: OpenMenuProps) {
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (byKey) content.current?.querySelector<HTMLElement>('.menu-item')?.focus();
  }, [byKey]);
  return (
    <Primitive.Root modal={false} dir={document.dir === 'rtl' ? 'rtl' : 'ltr'} defaultOpen>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          ref={content}
          align="end"
          sideOffset={6}
          collisionPadding={12}
          className="animate-rise z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto rounded-xl border border-line bg-surface p-1.5 shadow-float"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export function Item({ children, onSelect }: MenuItemProps) {
  return (
    <Primitive.Item className="menu-item" onSelect={onSelect}>
      {children}
    </Primitive.Item>
  );
}

export function Group({ label, children }: MenuGroupProps) {
  return (
    <Primitive.Group className="not-first:mt-1.5 not-first:border-t not-first:border-line not-first:pt-1.5">
      <Primitive.Label className="px-2.5 py-1.5 text-xs font-semibold text-muted">
        {label}
      </Primitive.Label>
      {children}
    </Primitive.Group>
  );
}

export function Choice<Value extends string>(props: MenuChoiceProps<Value>) {
  return (
    <Group label={props.label}>
      <Primitive.RadioGroup
        value={props.value}
        onValueChange={(value) => props.onChoose(value as Value)}
      >
        {props.choices.map((choice) => (
          <Primitive.RadioItem key={choice.value} value={choice.value} className="menu-item">
            <span className="flex-1">{choice.label}</span>
            <Primitive.ItemIndicator>
              <Check size={16} className="text-accent" aria-hidden />
            </Primitive.ItemIndicator>
          </Primitive.RadioItem>
        ))}
      </Primitive.RadioGroup>
    </Group>
  );
}

// Stays open, so several items can be checked in a row.
export function CheckItem({ children, checked, onToggle }: MenuCheckProps) {
  return (
    <Primitive.CheckboxItem
      className="menu-item"
      checked={checked}
      onCheckedChange={onToggle}
      onSelect={(event) => event.preventDefault()}
    >
      <span className="flex flex-1 items-center gap-2.5">{children}</span>
      <Primitive.ItemIndicator>
        <Check size={16} className="text-accent" aria-hidden />
      </Primitive.ItemIndicator>
    </Primitive.CheckboxItem>
  );
}
