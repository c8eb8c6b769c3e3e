// Adds a task: it heads the list at once, under a temporary id until the server answers.

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { findListed, prependTask, removeTasks, replaceTask } from './cache';
import type { Task } from './list';
import { refreshLists, whileChanging } from './refresh';
import { refreshTags } from './tags';

export type NewTask = Schemas['CreateTaskRequest'];

const PROVISIONAL = 'provisional-';

export function isProvisional(task: Task): boolean {
  return task.id.startsWith(PROVISIONAL);
}

// The promise settles when the server has answered. `onElsewhere` is called later, if the list on
// screen does not show the new task.
export function useCreateTask(onElsewhere: (task: Task) => void): (task: NewTask) => Promise<void> {
  const queries = useQueryClient();
  return async function create(body) {
    const created = await whileChanging(queries, () => createTask(queries, body));
    void place(queries, created).then((isListed) => isListed || onElsewhere(created.task));
  };
}

interface Created {
  task: Task;
  provisionalId: string;
}

async function createTask(queries: QueryClient, body: NewTask): Promise<Created> {
  const provisional = provisionalTask(body);
  prependTask(queries, provisional);
  try {
    const task = await answer(api.POST('/api/v1/tasks', { body }));
    return { task, provisionalId: provisional.id };
  } catch (error) {
    removeTasks(queries, new Set([provisional.id]));
    throw error;
  }
}

// Whether the list shows the task, where the server says.
async function place(queries: QueryClient, { task, provisionalId }: Created): Promise<boolean> {
  if (task.tags.length > 0) refreshTags(queries);
  await refreshLists(queries);
  // Still there if the list could not be fetched, or is fetched later.
  if (findListed(queries, provisionalId) !== undefined) replaceTask(queries, task, provisionalId);
  return findListed(queries, task.id) !== undefined;
}

function provisionalTask(task: NewTask): Task {
  const now = new Date().toISOString();
  return {
    description: null,
    completed: false,
    completed_at: null,
    priority: 'medium',
    tags: [],
    due_date: null,
    due_time: null,
    time_zone: null,
    due_at: null,
    deleted_at: null,
    version: 1,
    created_at: now,
    updated_at: now,
    ...task,
    id: PROVISIONAL + crypto.randomUUID(),
  };
}
