// The details of a task.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Dialog } from '@/components/dialog';
import { Failure } from '@/components/failure';
import { SkeletonRows } from '@/components/skeleton';
import { answer, api } from '@/lib/api/client';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { findTask } from '../data/cache';
import { announceDraft } from '../drafts/use-task-draft';
import { History } from './history';
import { TaskForm } from './task-form';
import type { Task } from '../data/list';

interface TaskDialogProps {
  id: string;
  onClose: () => void;
  onDelete: (task: Task) => void;
}

export function TaskDialog({ id, onClose, onDelete }: TaskDialogProps) {
  const { t } = useTranslation();
  const me = useMe();
  const queries = useQueryClient();
  const task = useQuery({
    queryKey: ['tasks', 'one', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/tasks/{id}', { params: { path: { id } }, signal })),
    initialData: () => findTask(queries, id),
  });
  const close = () => {
    if (task.data !== undefined) announceDraft(me.id, task.data);
    onClose();
  };
  return (
    <Dialog title={t('details.title')} onClose={close} wide>
      {task.isPending && <SkeletonRows rows={4} />}
      {task.isError && task.data === undefined && (
        <Failure error={task.error} onRetry={() => void task.refetch()} />
      )}
      {task.data !== undefined && (
        <>
          <TaskForm key={id} task={task.data} onDone={close} onDelete={() => onDelete(task.data)} />
          <History key={`history ${id}`} id={id} />
        </>
      )}
    </Dialog>
  );
}
