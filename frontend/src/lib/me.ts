// The user's own account. Every signed-in page needs it, because its time zone defines "today".

import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { answer, api } from './api/client';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/users/me', { signal })),
  staleTime: 5 * 60_000,
});

export function useMe() {
  return useSuspenseQuery(meQuery).data;
}
