// What is particular to this installation, such as who may sign up.

import { queryOptions } from '@tanstack/react-query';
import { answer, api } from './api/client';

export const instanceQuery = queryOptions({
  queryKey: ['instance'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/instance', { signal })),
  staleTime: 5 * 60_000,
});
