// Adds a task: it appears in the list at once, under a temporary id until the server answers.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';
import { removeTasks, settleTask } from './cache';
import type { Task } from './list';
import { refreshTags } from './tags';

export type NewTask = Schemas['CreateTaskRequest'];

const PROVISIONAL = 'provisional-';

export function isProvisional(task: Task): boolean {
  return task.id.startsWith(PROVISIONAL);
}

export function useCreateTask() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (task: NewTask) => answer(api.POST('/api/v1/tasks', { body: task })),
    onMutate: async (task) => {
      await queries.cancelQueries({ queryKey: ['tasks'] });
      const provisional = provisionalTask(task);
      settleTask(queries, provisional);
      return provisional.id;
    },
    onSuccess: (task, _, provisionalId) => {
      settleTask(queries, task, provisionalId);
      if (task.tags.length > 0) refreshTags(queries);
    },
    onError: (_error, _task, provisionalId) => {
      if (provisionalId !== undefined) removeTasks(queries, new Set([provisionalId]));
    },
  });
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
    version: 1,
    created_at: now,
    updated_at: now,
    ...task,
    id: PROVISIONAL + crypto.randomUUID(),
  };
}
