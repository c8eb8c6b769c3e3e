// Defaults for caching and retrying requests.

import { QueryClient } from '@tanstack/react-query';
import { isPassing } from './errors';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // `navigator.onLine` may be wrong: send the request anyway and report the result.
        networkMode: 'always',
        staleTime: 30_000,
        retry: (failures, error) => failures < 1 && isPassing(error),
        retryDelay: 800,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
