// Renders the "All tasks" page for a user with the given tasks.

import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { Suspense, useState } from 'react';
import { beforeEach } from 'vitest';
import { Toaster } from '@/components/toaster';
import type { Schemas } from '@/lib/api/client';
import { begin } from '@/lib/api/session';
import { createQueryClient } from '@/lib/query-client';
import { toasts } from '@/lib/toasts';
import { origin, problem, server } from '@/testing/server';
import { aTask, me } from '@/testing/tasks';
import type { Task } from '../data/list';
import type { TaskSearch } from '../search';
import { TasksPage } from './tasks-page';

export async function openTasksPage(tasks: Task[]): Promise<UserEvent> {
  begin('token');
  toasts.set([]);
  state.tasks = tasks;
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

const empty = () => ({
  tasks: [] as Task[],
  // What the tasks were before each commit.
  commits: [] as Task[][],
});

let state = empty();

// Another page or program changes a task.
export function changeElsewhere(id: string, values: Partial<Task>): void {
  state.tasks = state.tasks.map((task) =>
    task.id === id ? { ...task, ...values, version: task.version + 1 } : task,
  );
}

// A small server that changes and lists the tasks, and undoes that. What a test answers itself comes
// first.
beforeEach(() => {
  // A late request of an earlier test changes nothing here.
  const own = (state = empty());
  const commit = (tasks: Task[]) => {
    own.commits.push(own.tasks);
    own.tasks = tasks;
    return { 'errand-commit': String(own.commits.length - 1) };
  };
  server.use(
    http.get(`${origin}/api/v1/users/me`, () => HttpResponse.json(me)),
    http.get(`${origin}/api/v1/tags`, () => {
      const names = [...new Set(own.tasks.flatMap((task) => task.tags))];
      return HttpResponse.json({ items: names.map((name) => ({ name })), next_cursor: null });
    }),
    http.get(`${origin}/api/v1/tasks`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      const search = query.get('search') ?? '';
      const completed = query.get('completed') ?? '';
      const items = own.tasks
        .filter((task) => task.title.includes(search))
        .filter((task) => completed === '' || task.completed === (completed === 'true'));
      return HttpResponse.json({ items, next_cursor: null, total: items.length });
    }),
    http.get(`${origin}/api/v1/tasks/:id`, ({ params }) => {
      const task = own.tasks.find(({ id }) => id === params['id']);
      return task === undefined ? problem(404, 'task_not_found') : HttpResponse.json(task);
    }),
    http.post(`${origin}/api/v1/tasks`, async ({ request }) => {
      const task = aTask((await request.json()) as Partial<Task>);
      const headers = commit([task, ...own.tasks]);
      return HttpResponse.json(task, { status: 201, headers });
    }),
    http.patch(`${origin}/api/v1/tasks/:id`, async ({ request, params }) => {
      const patch = (await request.json()) as Partial<Task>;
      const change = (task: Task) => ({ ...task, ...patch, version: task.version + 1 });
      const isIt = (task: Task) => task.id === params['id'];
      const current = own.tasks.find(isIt);
      const version = request.headers.get('if-match');
      if (current && version !== null && version !== `"${current.version}"`) {
        return problem(412, 'version_mismatch', { current });
      }
      const headers = commit(own.tasks.map((task) => (isIt(task) ? change(task) : task)));
      return HttpResponse.json(own.tasks.find(isIt), { headers });
    }),
    http.delete(`${origin}/api/v1/tasks/:id`, ({ params }) => {
      const headers = commit(own.tasks.filter((task) => task.id !== params['id']));
      return new HttpResponse(null, { status: 204, headers });
    }),
    http.post(`${origin}/api/v1/tasks/bulk`, async ({ request }) => {
      const { ids = [], patch, ...rest } = (await request.json()) as Schemas['BulkRequest'];
      const changed = own.tasks.flatMap((task) => {
        if (!ids.includes(task.id)) return [task];
        return rest.delete ? [] : [{ ...task, ...patch, version: task.version + 1 }];
      });
      const headers = commit(changed);
      const commits = [headers['errand-commit']];
      return HttpResponse.json({ changed: ids.length, skipped: [], commits }, { headers });
    }),
    http.post(`${origin}/api/v1/commits/:id/undo`, ({ params }) => {
      const headers = commit(own.commits[Number(params['id'])] ?? own.tasks);
      return HttpResponse.json({ items: own.tasks }, { headers });
    }),
  );
});

function Page() {
  const [search, setSearch] = useState<TaskSearch>({ view: 'all' });
  return <TasksPage search={search} onSearch={(next) => setSearch(next)} />;
}
