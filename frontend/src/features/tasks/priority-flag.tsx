// The flag for a priority.

import { Flag } from 'lucide-react';
import type { Priority } from './search';

const colours = { high: 'text-danger', medium: 'text-muted', low: 'text-cool' };

export function PriorityFlag({ priority }: { priority: Priority }) {
  return <Flag size={16} className={`shrink-0 ${colours[priority]}`} aria-hidden />;
}
