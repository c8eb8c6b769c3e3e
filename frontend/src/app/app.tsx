// The providers around every page.

import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Toaster } from '@/components/toaster';
import { forgetTypedEmail } from '@/features/auth/components/email-field';
import { session } from '@/lib/api/session';
import { createQueryClient } from '@/lib/query-client';
import { toasts } from '@/lib/toasts';
import { router } from './router';

const queries = createQueryClient();

// What belongs to one account must not be shown to the next.
session.subscribe(() => {
  const now = session.get();
  if (now.status !== 'signed-out' || now.reason === 'never-in') return;
  queries.clear();
  toasts.set([]);
  if (now.reason === 'left') forgetTypedEmail();
});

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
      <Toaster />
    </QueryClientProvider>
  );
}
