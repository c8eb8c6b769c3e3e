// Shortcuts to the task views and the trash: their numbers, in the order of the links.

import { useNavigate } from '@tanstack/react-router';
import { views } from '@/features/tasks/search';
import { paths } from '@/lib/paths';
import { useShortcuts } from '@/lib/use-shortcuts';

export function useViewKeys(): void {
  const navigate = useNavigate();
  const keys = views.map((view, i) => {
    const search = view === 'today' ? {} : { view };
    return [String(i + 1), () => void navigate({ to: paths.tasks, search })] as const;
  });
  const trash = { [String(views.length + 1)]: () => void navigate({ to: paths.trash }) };
  useShortcuts({ ...Object.fromEntries(keys), ...trash });
}
