// Who may sign up, as the server says.

import { QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { session } from '@/lib/api/session';
import { linkToken } from '@/lib/link-token';
import { createQueryClient } from '@/lib/query-client';
import { origin, problem, server } from '@/testing/server';
import { SignInPage } from './sign-in-page';
import { SignUpPage } from './sign-up-page';

beforeEach(() => {
  linkToken.set('');
  session.set({ status: 'signed-out', reason: 'left' });
});

function open(page: () => React.JSX.Element, signup: string) {
  server.use(http.get(`${origin}/api/v1/instance`, () => HttpResponse.json({ signup })));
  const router = createRouter({
    routeTree: createRootRoute({ component: page }),
    history: createMemoryHistory(),
  });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

test('where nobody can sign up, the page says so and has no form', async () => {
  open(SignUpPage, 'closed');
  expect(await screen.findByText(/nobody can sign up here/i)).toBeInTheDocument();
  expect(screen.queryByLabelText('Email')).not.toBeInTheDocument();
});

test('where nobody can sign up, the sign-in page has no link to it', async () => {
  open(SignInPage, 'closed');
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeInTheDocument();
  await expect
    .poll(() => screen.queryByRole('link', { name: 'Create an account' }))
    .not.toBeInTheDocument();
});

test('where everybody can sign up, the sign-in page leads to it', async () => {
  open(SignInPage, 'open');
  expect(await screen.findByRole('link', { name: 'Create an account' })).toBeInTheDocument();
});

test('without an invitation, the page asks for one where it is needed', async () => {
  open(SignUpPage, 'invitation');
  expect(await screen.findByText(/you need an invitation/i)).toBeInTheDocument();
  expect(screen.queryByLabelText('Email')).not.toBeInTheDocument();
});

test('the token of the link is sent, and an invalid one is reported', async () => {
  let sent: unknown;
  server.use(
    http.post(`${origin}/api/v1/auth/signup`, async ({ request }) => {
      sent = await request.json();
      const error = {
        pointer: '/invitation',
        code: 'invalid_token',
        detail: 'is not valid',
        params: {},
      };
      return problem(422, 'invalid_request', { errors: [error] });
    }),
  );
  linkToken.set('from-the-link');
  open(SignUpPage, 'invitation');
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText('Email'), 'ada@example.org');
  await user.type(screen.getByLabelText('Password'), 'correct horse battery');
  await user.click(screen.getByRole('button', { name: 'Create account' }));
  expect(await screen.findByText('This link is no longer valid.')).toBeInTheDocument();
  expect(sent).toEqual({
    email: 'ada@example.org',
    password: 'correct horse battery',
    invitation: 'from-the-link',
  });
});
