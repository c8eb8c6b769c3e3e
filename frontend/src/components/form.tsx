// A form that passes its values on and, when the server rejects them, moves the focus to the first
// invalid field.

import { useEffect, useRef, type ReactNode } from 'react';
import { formMessage } from '@/lib/errors';
import { Notice } from './notice';

interface FormProps {
  children: ReactNode;
  onSubmit: (values: (name: string) => string) => void;
  error: unknown;
  // Pointers of the fields that show their own errors; any other error appears at the top of the
  // form.
  fields: string[];
  className?: string;
}

export function Form({ children, onSubmit, error, fields, className = 'grid gap-5' }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error === null || error === undefined) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [error]);

  const message = formMessage(error, fields);
  return (
    <form
      ref={form}
      noValidate
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        onSubmit((name) => {
          const value = data.get(name);
          return typeof value === 'string' ? value : '';
        });
      }}
    >
      {message !== undefined && <Notice tone="error">{message}</Notice>}
      {children}
    </form>
  );
}
