// Adds a task: it heads the list at once. Its id is made here, so adding it again after an answer was
// lost adds no second one.

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api, written, type Schemas, type Written } from '@/lib/api/client';
import { isCode } from '@/lib/errors';
import { translation } from '@/lib/i18n';
import { findListed, prependTask, removeTasks, replaceTask } from './cache';
import type { Task } from './list';
import { refreshLists, whileChanging } from './refresh';
import { refreshTags } from './tags';
import { useRememberUndo } from './undo';

export type NewTask = Schemas['CreateTaskRequest'] & { id: string };

// Whether the server has not answered yet.
export function isPending(task: Task): boolean {
  return task.version === 0;
}

// The promise settles when the server has answered. `onElsewhere` is called later, if the list on
// screen does not show the new task.
export function useCreateTask(onElsewhere: (task: Task) => void): (task: NewTask) => Promise<void> {
  const queries = useQueryClient();
  const rememberUndo = useRememberUndo();
  return async function create(task) {
    const { data, commit } = await whileChanging(queries, () => createTask(queries, task));
    const text = translation().t('task.added', { title: data.title });
    rememberUndo(text, commit === null ? [] : [commit]);
    void place(queries, data).then((isListed) => isListed || onElsewhere(data));
  };
}

async function createTask(queries: QueryClient, task: NewTask): Promise<Written<Task>> {
  prependTask(queries, pendingTask(task));
  try {
    return await send(task);
  } catch (error) {
    removeTasks(queries, new Set([task.id]));
    throw error;
  }
}

async function send({ id, ...content }: NewTask): Promise<Written<Task>> {
  try {
    const params = { header: { 'Idempotency-Key': id } };
    const body = { id, ...content };
    return await written(api.POST('/api/v1/tasks', { params, body, keepalive: true }));
  } catch (error) {
    // It was added, but the answer was lost, and its text was edited since.
    if (!isCode(error, 'key_reused') && !isCode(error, 'id_taken')) throw error;
    const params = { path: { id } };
    return await written(api.PATCH('/api/v1/tasks/{id}', { params, body: content }));
  }
}

// Whether the list shows the task, where the server says.
async function place(queries: QueryClient, task: Task): Promise<boolean> {
  if (task.tags.length > 0) refreshTags(queries);
  await refreshLists(queries);
  const listed = findListed(queries, task.id);
  // If the list could not be fetched, or is fetched later.
  if (listed !== undefined && isPending(listed)) replaceTask(queries, task);
  return listed !== undefined;
}

function pendingTask(task: NewTask): Task {
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
    version: 0,
    created_at: now,
    updated_at: now,
    ...task,
  };
}
