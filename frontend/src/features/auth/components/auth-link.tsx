// A link between signed-out pages. It keeps the address to return to.

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { paths } from '@/lib/paths';

interface AuthLinkProps {
  to: (typeof paths)[keyof typeof paths];
  children: ReactNode;
}

export function AuthLink({ to, children }: AuthLinkProps) {
  return (
    <Link
      to={to}
      search={(search) => ('redirect' in search ? { redirect: search.redirect } : {})}
      className="text-sm font-semibold text-accent underline-offset-4 hover:underline"
    >
      {children}
    </Link>
  );
}
