// Shows the signed-in pages. Everyone else is redirected to sign in, and returns here afterwards
// unless they had signed out.

import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useDeferredValue, useEffect } from 'react';
import { Failure } from '@/components/failure';
import { SkeletonRows } from '@/components/skeleton';
import { restore, session } from '@/lib/api/session';
import { meQuery } from '@/lib/me';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { Layout } from '../layout/layout';
import { stringifySearch } from '@/lib/search-params';
import { SendTo } from './send-to';

// How often a server that cannot be reached is tried again, in milliseconds.
const RETRY = 5000;

export function MemberOnly() {
  const current = useStore(session);
  const { href } = useLocation();
  const me = useQuery({ ...meQuery, enabled: current.status === 'signed-in' });
  // Deferred, so rendering the page does not block input.
  const isReady = useDeferredValue(me.data !== undefined, false);

  // A page opened without the server starts once it is back. The browser may not notice that.
  const isUnreachable = current.status === 'unreachable';
  useEffect(() => {
    if (!isUnreachable) return;
    const tryAgain = () => void restore();
    const timer = setInterval(tryAgain, RETRY);
    addEventListener('online', tryAgain);
    return () => {
      clearInterval(timer);
      removeEventListener('online', tryAgain);
    };
  }, [isUnreachable]);

  if (current.status === 'signed-out') {
    const isPlain = current.reason === 'left' || href === paths.tasks;
    const search = isPlain ? '' : stringifySearch({ redirect: href });
    return <SendTo href={paths.signIn + search} />;
  }
  if (current.status === 'unreachable') {
    return (
      <Layout>
        <Failure heading="h1" error={current.error} onRetry={() => void restore()} />
      </Layout>
    );
  }
  if (me.isError && me.data === undefined) {
    return (
      <Layout>
        <Failure heading="h1" error={me.error} onRetry={() => void me.refetch()} />
      </Layout>
    );
  }
  return <Layout>{isReady ? <Outlet /> : <SkeletonRows />}</Layout>;
}
