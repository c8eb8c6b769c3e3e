// A modal dialog. It traps the focus while open and returns it on close.

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from '@/lib/i18n';
import { IconButton } from './button';

interface DialogProps {
  title: string;
  children: ReactNode;
  onClose: () => void;
  // For dialogs with more content than a question.
  wide?: boolean;
  alert?: boolean;
}

export function Dialog({ title, children, onClose, wide = false, alert = false }: DialogProps) {
  const { t } = useTranslation();
  // The library returns the focus only to a trigger of its own, which these dialogs don't have.
  const [opener] = useState(() => document.activeElement);
  const returnFocus = (event: Event) => {
    event.preventDefault();
    // Unless the user has gone on to something else meanwhile.
    const isLost = document.activeElement === document.body;
    if (isLost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
  };
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <div className="animate-fade fixed inset-0 z-30 bg-veil" />
        <Primitive.Content
          role={alert ? 'alertdialog' : 'dialog'}
          aria-modal
          onOpenAutoFocus={focusFirst}
          onCloseAutoFocus={returnFocus}
          aria-describedby={undefined}
          className={`animate-rise fixed inset-x-0 bottom-0 z-40 mx-auto flex max-h-[92dvh] w-full flex-col outline-none rounded-t-2xl bg-surface shadow-float sm:inset-y-0 sm:my-auto sm:h-fit sm:rounded-2xl ${wide ? 'sm:max-w-xl' : 'sm:max-w-md'}`}
        >
          <header className="flex items-center justify-between gap-4 ps-6 pe-4 pt-4">
            <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
            <Primitive.Close asChild>
              <IconButton label={t('close')}>
                <X size={20} aria-hidden />
              </IconButton>
            </Primitive.Close>
          </header>
          <div className="overflow-y-auto px-6 pt-3 pb-6">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

// Focuses the field marked `data-autofocus`, if any, rather than the close button.
function focusFirst(event: Event): void {
  event.preventDefault();
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const first = event.currentTarget.querySelector<HTMLElement>('[data-autofocus]');
  (first ?? event.currentTarget).focus();
}
