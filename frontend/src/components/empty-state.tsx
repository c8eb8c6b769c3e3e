// Shown in place of an empty list, or of something that could not be loaded.

import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  text: string;
  // `h1` where nothing else on the page has a heading.
  heading?: 'h1' | 'h2';
  children?: ReactNode;
}

export function EmptyState(props: EmptyStateProps) {
  const { icon: Icon, title, text, heading: Heading = 'h2', children } = props;
  return (
    <div className="animate-fade flex flex-col items-center px-6 py-14 text-center text-balance">
      <span className="mb-5 grid size-16 place-items-center rounded-full bg-accent-soft text-accent">
        <Icon size={28} strokeWidth={1.6} aria-hidden />
      </span>
      <Heading className="text-lg font-semibold">{title}</Heading>
      <p className="mt-1 max-w-sm text-muted">{text}</p>
      {children !== undefined && <div className="mt-5">{children}</div>}
    </div>
  );
}
