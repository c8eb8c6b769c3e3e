// A list entry: name, short facts and actions, which wrap below on narrow screens.

import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Facts } from './facts';

interface ListEntryProps {
  icon: LucideIcon;
  name: string;
  title?: string;
  facts: ReactNode[];
  children: ReactNode;
}

export function ListEntry({ icon: Icon, name, title, facts, children }: ListEntryProps) {
  return (
    <li className="flex items-start gap-4 border-line py-3.5 not-last:border-b">
      <Icon size={20} className="mt-0.5 shrink-0 text-muted" aria-hidden />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1">
        <div className="min-w-60 flex-1">
          <p className="font-medium" title={title}>
            <bdi>{name}</bdi>
          </p>
          <Facts>{facts}</Facts>
        </div>
        {children}
      </div>
    </li>
  );
}
