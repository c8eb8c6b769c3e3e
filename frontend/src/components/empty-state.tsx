// What stands where there is nothing, and why that is fine.

import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  text: string;
  children?: ReactNode;
}

export function EmptyState({ icon: Icon, title, text, children }: EmptyStateProps) {
  return (
    <div className="animate-fade flex flex-col items-center px-6 py-14 text-center">
      <span className="mb-5 grid size-16 place-items-center rounded-full bg-accent-soft text-accent">
        <Icon size={28} strokeWidth={1.6} aria-hidden />
      </span>
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mt-1 max-w-sm text-muted">{text}</p>
      {children !== undefined && <div className="mt-5">{children}</div>}
    </div>
  );
}
