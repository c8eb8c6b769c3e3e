// Redirects signed-in users to the page they came from, or to their tasks.

import { Outlet, useSearch } from '@tanstack/react-router';
import { session } from '@/lib/api/session';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { SendTo } from './send-to';

export function GuestOnly() {
  const { redirect } = useSearch({ from: '/guest' });
  const { status } = useStore(session);
  if (status !== 'signed-in') return <Outlet />;
  return <SendTo href={redirect ?? paths.tasks} />;
}
