// The history of a task says what was changed, by whom and when.

import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { Suspense } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { begin } from '@/lib/api/session';
import { createQueryClient } from '@/lib/query-client';
import { origin, problem, server } from '@/testing/server';
import { me } from '@/testing/tasks';
import type { Change, FieldChange } from '../data/history';
import { History } from './history';

const ID = '01890000-0000-7000-8000-000000000002';

let number = 0;

function change(action: Change['action'], fields: FieldChange[] = [], actor = me.id): Change {
  number += 1;
  return {
    commit_id: `commit-${number}`,
    at: '2026-01-02T10:00:00Z',
    actor_id: actor,
    action,
    fields,
  };
}

const field = (field: string, from: unknown, to: unknown): FieldChange => ({ field, from, to });

const changes = [
  change('deleted', [field('deleted_at', null, '2026-01-02T10:00:00Z')]),
  change('completed', [field('completed', false, true), field('completed_at', null, 'x')]),
  change(
    'updated',
    [
      field('title', 'Buy milk', 'Buy oat milk'),
      field('due_date', null, '2026-03-01'),
      field('due_time', '09:30', null),
      field('priority', 'medium', 'high'),
      field('tags', ['home'], ['home', 'shop']),
    ],
    'another',
  ),
  change('created', [
    field('completed', null, false),
    field('description', null, null),
    field('tags', null, []),
    field('title', null, 'Buy milk'),
  ]),
];

let asked = 0;

beforeEach(() => {
  asked = 0;
  server.use(
    http.get(`${origin}/api/v1/users/me`, () => HttpResponse.json(me)),
    http.get(`${origin}/api/v1/tasks/${ID}/history`, ({ request }) => {
      asked += 1;
      const isFirst = !new URL(request.url).searchParams.has('cursor');
      const items = isFirst ? changes.slice(0, 3) : changes.slice(3);
      return HttpResponse.json({ items, next_cursor: isFirst ? 'next' : null });
    }),
  );
});

async function unfold() {
  begin('token');
  render(
    <QueryClientProvider client={createQueryClient()}>
      <Suspense>
        <History id={ID} />
      </Suspense>
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  const title = await screen.findByText('History');
  expect(asked).toBe(0);
  await user.click(title);
  return user;
}

// The entries, each with its lines.
const entries = () => {
  const list = screen.getAllByRole('list')[0];
  return [...(list?.children ?? [])].map((entry) => [
    entry.querySelector('p')?.textContent,
    ...[...entry.querySelectorAll('li')].map((line) => line.textContent),
  ]);
};

const AT = 'Jan 2, 2026, 11:00 AM';

test('each change names who made it, when, and its fields before and after', async () => {
  const user = await unfold();
  await screen.findByText('Completed');
  expect(entries().map((entry) => entry.map((text) => text?.replace(/\s/g, ' ')))).toEqual([
    [`Moved to the trash · You · ${AT}`],
    [`Completed · You · ${AT}`],
    [
      `Changed · Someone else · ${AT}`,
      'Title:Buy milkchanged toBuy oat milk',
      'Due date:Nonechanged toMar 1, 2026',
      'Time:9:30 AMchanged toNone',
      'Priority:Mediumchanged toHigh',
      'Tags:#homechanged to#home #shop',
    ],
  ]);
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  await waitFor(() => expect(entries()).toHaveLength(4));
  expect(entries()[3]?.slice(1)).toEqual(['Title:Buy milk']);
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});

test('a history that could not be loaded can be loaded again', async () => {
  server.use(
    http.get(`${origin}/api/v1/tasks/${ID}/history`, () => problem(500, 'internal'), {
      once: true,
    }),
  );
  const user = await unfold();
  const failure = within(await screen.findByRole('alert'));
  await user.click(failure.getByRole('button', { name: 'Try again' }));
  await screen.findByText('Completed');
});
