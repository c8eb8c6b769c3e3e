// Buttons: main, outline, quiet and dangerous.

import type { ComponentProps, ReactNode } from 'react';

type Look = 'main' | 'outline' | 'quiet' | 'danger' | 'danger-quiet';

const looks: Record<Look, string> = {
  main: 'bg-accent text-on-accent hover:bg-accent-strong',
  outline: 'border border-line bg-surface text-ink hover:bg-sunken',
  quiet: 'text-muted hover:bg-sunken hover:text-ink',
  danger: 'bg-danger text-on-danger hover:opacity-90',
  'danger-quiet': 'text-danger hover:bg-danger-soft',
};

// Shared with links that look like buttons.
export function buttonClass(look: Look = 'main', extra = ''): string {
  return `inline-flex min-h-10 items-center justify-center gap-2 rounded-lg px-4 text-sm font-semibold transition-colors disabled:opacity-60 ${looks[look]} ${extra}`;
}

interface ButtonProps extends ComponentProps<'button'> {
  look?: Look;
  busy?: boolean;
}

export function Button({ look, busy = false, className, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={buttonClass(look, className)}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      {...rest}
    />
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'title'> {
  label: string;
  children: ReactNode;
}

export function IconButton({ label, className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex size-9 shrink-0 items-center justify-center rounded-lg text-muted transition-colors hover:bg-sunken hover:text-ink disabled:opacity-60 ${className}`}
      {...rest}
    />
  );
}
