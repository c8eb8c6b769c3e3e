// How answers of the server are kept and asked for again.

import { QueryClient } from '@tanstack/react-query';
import { isPassing } from './errors';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A browser that believes to be offline may be wrong: ask, and say what came of it.
        networkMode: 'always',
        staleTime: 30_000,
        retry: (failures, error) => failures < 1 && isPassing(error),
        retryDelay: 800,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
