// Ties the page of tasks to its address.

import { useNavigate, useSearch } from '@tanstack/react-router';
import { TasksPage } from '@/features/tasks/page/tasks-page';
import { paths } from '@/lib/paths';

export function Tasks() {
  const search = useSearch({ from: '/member/' });
  const navigate = useNavigate();
  return (
    <TasksPage
      // A new view is a new page: nothing selected, nothing half renamed.
      key={search.view}
      search={search}
      onSearch={(next, how) =>
        void navigate({
          to: paths.tasks,
          search: (current) => next(current),
          replace: how === 'replace',
          resetScroll: false,
        })
      }
    />
  );
}
