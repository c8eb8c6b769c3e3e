// Renders the "All tasks" page for a user with the given tasks.

import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { Suspense, useState } from 'react';
import { Toaster } from '@/components/toaster';
import { begin } from '@/lib/api/session';
import { createQueryClient } from '@/lib/query-client';
import { toasts } from '@/lib/toasts';
import { origin, server } from '@/testing/server';
import { me } from '@/testing/tasks';
import type { Task } from '../data/list';
import type { TaskSearch } from '../search';
import { TasksPage } from './tasks-page';

export async function openTasksPage(tasks: Task[]): Promise<UserEvent> {
  begin('token');
  toasts.set([]);
  const names = [...new Set(tasks.flatMap((task) => task.tags))];
  server.use(
    http.get(`${origin}/api/v1/users/me`, () => HttpResponse.json(me)),
    http.get(`${origin}/api/v1/tags`, () =>
      HttpResponse.json({ items: names.map((name) => ({ name })), next_cursor: null }),
    ),
    http.get(`${origin}/api/v1/tasks`, ({ request }) => {
      const search = new URL(request.url).searchParams.get('search') ?? '';
      const items = tasks.filter((task) => task.title.includes(search));
      return HttpResponse.json({ items, next_cursor: null, total: items.length });
    }),
  );
  render(
    <QueryClientProvider client={createQueryClient()}>
      <Suspense>
        <Page />
      </Suspense>
      <Toaster />
    </QueryClientProvider>,
  );
  await screen.findByRole('button', { name: tasks[0]?.title ?? '' });
  return userEvent.setup();
}

function Page() {
  const [search, setSearch] = useState<TaskSearch>({ view: 'all' });
  return <TasksPage search={search} onSearch={(next) => setSearch(next)} />;
}
