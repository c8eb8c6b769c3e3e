// An important message in a box, announced to screen readers when it appears.

import { CircleAlert, CircleCheck, Mail, PencilLine } from 'lucide-react';
import type { ReactNode } from 'react';

interface NoticeProps {
  tone: 'error' | 'good' | 'hint' | 'draft';
  children: ReactNode;
  action?: ReactNode;
}

const looks = {
  error: { Icon: CircleAlert, colours: 'bg-danger-soft text-danger' },
  good: { Icon: CircleCheck, colours: 'bg-accent-soft text-accent-strong' },
  draft: { Icon: PencilLine, colours: 'bg-sunken text-ink' },
  hint: { Icon: Mail, colours: 'bg-sunken text-ink' },
};

export function Notice({ tone, children, action }: NoticeProps) {
  const { Icon, colours } = looks[tone];
  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      className={`flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg px-4 py-3 text-sm ${colours}`}
    >
      <Icon size={18} className="shrink-0" aria-hidden />
      <div className="min-w-40 flex-1">{children}</div>
      {action}
    </div>
  );
}
