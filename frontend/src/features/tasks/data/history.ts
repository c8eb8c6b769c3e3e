// What was changed in a task, paginated, newest first.

import { infiniteQueryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/api/client';

export type Change = Schemas['ChangeResponse'];
export type FieldChange = Schemas['FieldChange'];

const PAGE = 20;

export function historyOptions(id: string) {
  return infiniteQueryOptions({
    queryKey: ['history', id],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === undefined ? {} : { cursor: pageParam };
      const params = { path: { id }, query: { limit: PAGE, ...cursor } };
      return answer(api.GET('/api/v1/tasks/{id}/history', { params, signal }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 0,
  });
}
