// Goes to another page in the place of this one, once: the address changes on the way there, and
// what it says must not be asked again.

import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { parseSearch } from '@/lib/search-params';

// `href` is a path of this site, with a search of its own.
export function SendTo({ href }: { href: string }) {
  const navigate = useNavigate();
  const go = useEffectEvent(() => {
    const { pathname, search } = new URL(href, location.origin);
    void navigate({ to: pathname, search: parseSearch(search), replace: true });
  });
  useEffect(() => go(), []);
  return null;
}
