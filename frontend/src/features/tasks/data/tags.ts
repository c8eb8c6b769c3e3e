// The tags in use, with counts.

import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { answer, api } from '@/lib/api/client';

export const tagsQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: async ({ signal }) => {
    const params = { query: { limit: 100 } };
    return (await answer(api.GET('/api/v1/tags', { params, signal }))).items;
  },
});

export function refreshTags(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: tagsQuery.queryKey });
}
