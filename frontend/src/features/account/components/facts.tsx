// Short facts in a row, and below each other where it is too narrow. Each has a direction of its own.

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
