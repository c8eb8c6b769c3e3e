// Short facts in a row, stacked on narrow screens. Each sets its own text direction.

import type { ReactNode } from 'react';

export function Facts({ children }: { children: ReactNode[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 text-sm text-muted">
      {children.map(
        (fact, i) =>
          fact && (
            <li key={i}>
              <bdi>{fact}</bdi>
            </li>
          ),
      )}
    </ul>
  );
}
