// A sentence that matters, in a box: read out when it appears.

import { CircleAlert, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';

interface NoticeProps {
  tone: 'error' | 'good';
  children: ReactNode;
  action?: ReactNode;
}

export function Notice({ tone, children, action }: NoticeProps) {
  const Icon = tone === 'error' ? CircleAlert : CircleCheck;
  const colours =
    tone === 'error' ? 'bg-danger-soft text-danger' : 'bg-accent-soft text-accent-strong';
  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      className={`flex items-start gap-3 rounded-lg px-4 py-3 text-sm ${colours}`}
    >
      <Icon size={18} className="mt-px shrink-0" aria-hidden />
      <div className="flex-1">{children}</div>
      {action}
    </div>
  );
}
