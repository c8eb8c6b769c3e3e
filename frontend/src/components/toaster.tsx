// Shows and announces toasts. A toast stays while it is hovered or focused, and until dismissed if
// it offers the only way to retry a failed action.

import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from '@/lib/i18n';
import { useStore } from '@/lib/store';
import { dismissToast, toasts, type Toast } from '@/lib/toasts';
import { IconButton } from './button';

const LIFETIME = 6000;

export function Toaster() {
  const { t } = useTranslation();
  const shown = useStore(toasts);
  return (
    <section
      aria-label={t('toasts')}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-20 z-50 grid justify-items-center gap-2 px-4 lg:bottom-6"
    >
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  const stays = toast.tone === 'error' && toast.action !== undefined;
  useEffect(() => {
    if (held || stays) return;
    const timer = setTimeout(() => dismissToast(toast.id), LIFETIME);
    return () => clearTimeout(timer);
  }, [held, stays, toast.id]);

  const dismiss = () => dismissToast(toast.id);
  return (
    // Hovering only pauses the timer, so no keyboard equivalent is needed.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="animate-rise pointer-events-auto flex w-full max-w-md items-center gap-2 rounded-xl bg-ink py-2 ps-4 pe-2 text-sm text-canvas shadow-float"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span
        className="line-clamp-3 flex-1 py-1"
        role={toast.tone === 'error' ? 'alert' : undefined}
      >
        {toast.text}
      </span>
      {toast.action !== undefined && (
        <button
          type="button"
          className="min-h-9 rounded-md px-3 font-semibold underline-offset-4 hover:underline focus-visible:outline-canvas"
          onClick={() => {
            toast.action?.run();
            dismiss();
          }}
        >
          {toast.action.label}
        </button>
      )}
      <IconButton
        label={t('dismiss')}
        className="text-canvas! hover:bg-white/10! focus-visible:outline-canvas"
        onClick={dismiss}
      >
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
