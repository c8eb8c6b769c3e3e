// A form field: label, control, hint and error message.

import { useId, type ComponentProps, type ReactNode } from 'react';

interface FieldProps {
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
}

interface Wiring {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

interface FrameProps extends FieldProps {
  aside?: ReactNode;
  children: (wiring: Wiring) => ReactNode;
}

export function Field({ label, error, hint, aside, children }: FrameProps) {
  const id = useId();
  const described = [error !== undefined && `${id}-error`, hint !== undefined && `${id}-hint`];
  return (
    <div className="grid min-w-0 grid-cols-1 content-start gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="text-sm font-semibold">
          {label}
        </label>
        {aside}
      </div>
      {children({
        id,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-describedby': described.filter(Boolean).join(' ') || undefined,
      })}
      {error !== undefined && (
        <p id={`${id}-error`} className="text-sm text-danger">
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

type TextFieldProps = FieldProps & ComponentProps<'input'> & { aside?: ReactNode };

export function TextField({ label, error, hint, aside, className = '', ...rest }: TextFieldProps) {
  return (
    <Field label={label} error={error} hint={hint} aside={aside}>
      {(wiring) => <input className={`control ${className}`} {...wiring} {...rest} />}
    </Field>
  );
}

type SelectFieldProps = FieldProps & ComponentProps<'select'>;

export function SelectField({ label, error, hint, className = '', ...rest }: SelectFieldProps) {
  return (
    <Field label={label} error={error} hint={hint}>
      {(wiring) => <select className={`control ${className}`} {...wiring} {...rest} />}
    </Field>
  );
}
