// Redirects once. The address changes on the way, and must not be read again.

import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { parseSearch } from '@/lib/search-params';

// `href` is a path within the application, which may include a query.
export function SendTo({ href }: { href: string }) {
  const navigate = useNavigate();
  const go = useEffectEvent(() => {
    const { pathname, search } = new URL(href, location.origin);
    void navigate({ to: pathname, search: parseSearch(search), replace: true });
  });
  useEffect(() => go(), []);
  return null;
}
