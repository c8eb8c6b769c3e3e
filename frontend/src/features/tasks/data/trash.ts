// The deleted tasks, paginated: listing, restoring and removing them for good.

import {
  infiniteQueryOptions,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import { answer, api, written, type Schemas } from '@/lib/api/client';
import { messageOf } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { showToast } from '@/lib/toasts';
import type { Task } from './list';
import { TRASH, whileChanging } from './refresh';
import { refreshTags } from './tags';
import { useOfferUndo } from './undo';

type TrashPages = InfiniteData<Schemas['TrashList'], string | undefined>;

const trashQuery = infiniteQueryOptions({
  queryKey: TRASH,
  queryFn: ({ pageParam, signal }) => {
    const query = pageParam === undefined ? {} : { cursor: pageParam };
    return answer(api.GET('/api/v1/trash', { params: { query }, signal }));
  },
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
  // Other pages and devices delete tasks as well.
  staleTime: 0,
});

export function useTrash() {
  const trash = useInfiniteQuery(trashQuery);
  const pages = trash.data?.pages ?? [];
  const tasks = pages.flatMap((page) => page.items);
  const { total = 0, retention_days: days } = pages[0] ?? {};
  return { trash, tasks, total, days };
}

export function useRestoreTask(): (task: Task) => Promise<void> {
  const queries = useQueryClient();
  const offerUndo = useOfferUndo();
  const { t } = useTranslation();
  return async function restore({ id, title }) {
    const before = queries.getQueryData<TrashPages>(TRASH);
    try {
      const { commit } = await whileChanging(queries, () => {
        leaveOut(queries, id);
        return written(api.POST('/api/v1/tasks/{id}/restore', { params: { path: { id } } }));
      });
      refreshTags(queries);
      offerUndo(t('trash.restored', { title }), commit === null ? [] : [commit]);
    } catch (error) {
      queries.setQueryData(TRASH, before);
      showToast({ tone: 'error', text: t('trash.not_restored', { reason: messageOf(error) }) });
    }
  };
}

export function useEmptyTrash(onEmptied: () => void) {
  const queries = useQueryClient();
  const offerUndo = useOfferUndo();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: () => whileChanging(queries, () => written(api.DELETE('/api/v1/trash'))),
    async onSuccess({ commit }) {
      await queries.invalidateQueries({ queryKey: TRASH });
      onEmptied();
      offerUndo(t('trash.emptied'), commit === null ? [] : [commit]);
    },
  });
}

function leaveOut(queries: QueryClient, id: string): void {
  queries.setQueryData<TrashPages>(TRASH, (data) => {
    const pages = data?.pages.map((page) => ({
      ...page,
      items: page.items.filter((task) => task.id !== id),
      total: page.total - 1,
    }));
    return data && pages && { ...data, pages };
  });
}
