// Sample data, as the server sends it.

import type { Schemas } from '@/lib/api/client';

type Task = Schemas['TaskResponse'];

export function aTask(values: Partial<Task> = {}): Task {
  return {
    id: crypto.randomUUID(),
    title: 'Buy milk',
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
    created_at: '2026-01-01T10:00:00Z',
    updated_at: '2026-01-01T10:00:00Z',
    ...values,
  };
}

export const me = {
  id: '01890000-0000-7000-8000-000000000001',
  email: 'ada@example.org',
  email_verified: true,
  pending_email: null,
  time_zone: 'Europe/Berlin',
  created_at: '2026-01-01T10:00:00Z',
};
