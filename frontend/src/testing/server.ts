// The mock server. Each test defines its answers.

import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { Schemas } from '@/lib/api/client';

export const server = setupServer();

export const origin = window.location.origin;

export function problem(
  status: number,
  code: string,
  more: Partial<Schemas['Problem']> & { headers?: Record<string, string> } = {},
) {
  const { headers, ...rest } = more;
  const body = {
    type: 'about:blank',
    title: '',
    status,
    code,
    detail: code,
    request_id: 'r',
    ...rest,
  };
  return HttpResponse.json(body, {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}
