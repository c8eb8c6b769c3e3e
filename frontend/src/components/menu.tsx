// A button that opens a menu, and what can stand in one.

import { Check } from 'lucide-react';
import { DropdownMenu as Primitive } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

interface MenuProps {
  trigger: ReactElement;
  children: ReactNode;
}

export function Menu({ trigger, children }: MenuProps) {
  return (
    <Primitive.Root modal={false} dir={document.dir === 'rtl' ? 'rtl' : 'ltr'}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
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

export function MenuItem(props: { children: ReactNode; onSelect: () => void }) {
  return (
    <Primitive.Item className="menu-item" onSelect={props.onSelect}>
      {props.children}
    </Primitive.Item>
  );
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Primitive.Group className="not-first:mt-1.5 not-first:border-t not-first:border-line not-first:pt-1.5">
      <Primitive.Label className="px-2.5 py-1.5 text-xs font-semibold text-muted">
        {label}
      </Primitive.Label>
      {children}
    </Primitive.Group>
  );
}

interface MenuChoiceProps<Value extends string> {
  label: string;
  value: Value;
  choices: { value: Value; label: string }[];
  onChoose: (value: Value) => void;
}

export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  return (
    <MenuGroup label={props.label}>
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
    </MenuGroup>
  );
}

interface MenuCheckProps {
  children: ReactNode;
  checked: boolean;
  onToggle: (checked: boolean) => void;
}

// Stays open, so that several can be checked.
export function MenuCheck({ children, checked, onToggle }: MenuCheckProps) {
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
