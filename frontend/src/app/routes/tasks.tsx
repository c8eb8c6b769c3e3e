// Connects the tasks page to the address.

import { useNavigate, useSearch } from '@tanstack/react-router';
import { TasksPage } from '@/features/tasks/page/tasks-page';
import { paths } from '@/lib/paths';

export function Tasks() {
  const search = useSearch({ from: '/member/' });
  const navigate = useNavigate();
  return (
    <TasksPage
      // Switching views resets the page: selection, renaming and so on.
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
