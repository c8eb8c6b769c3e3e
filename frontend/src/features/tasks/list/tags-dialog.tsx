// Adds tags to all selected tasks and removes others.

import { useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Form } from '@/components/form';
import { useTranslation } from '@/lib/i18n';
import type { TaskChange } from '../data/change';
import type { Task } from '../data/list';
import { TagsField } from '../details/tags-field';
import { retag } from './retag';

interface TagsDialogProps {
  tasks: Task[];
  onClose: () => void;
  onSave: (changes: TaskChange[]) => void;
}

export function TagsDialog({ tasks, onClose, onSave }: TagsDialogProps) {
  const { t, language } = useTranslation();
  const [added, setAdded] = useState<string[]>([]);
  const [typed, setTyped] = useState('');
  const [removed, setRemoved] = useState<string[]>([]);
  const used = [...new Set(tasks.flatMap((task) => task.tags))].sort((one, other) =>
    one.localeCompare(other, language),
  );
  return (
    <Dialog title={t('selection.tags_title', { count: tasks.length })} onClose={onClose}>
      <Form error={null} fields={[]} onSubmit={() => onSave(retag(tasks, added, removed))}>
        <TagsField
          label={t('selection.add_tags')}
          tags={added}
          typed={typed}
          isFirst
          onType={setTyped}
          onChange={setAdded}
        />
        {used.length > 0 && (
          <fieldset className="grid gap-1">
            <legend className="mb-1.5 text-sm font-semibold">{t('selection.remove_tags')}</legend>
            {used.map((tag) => (
              <label key={tag} className="flex min-h-8 cursor-pointer items-center gap-3">
                <input
                  type="checkbox"
                  className="size-5 shrink-0"
                  checked={removed.includes(tag)}
                  onChange={(event) =>
                    setRemoved(
                      event.target.checked
                        ? [...removed, tag]
                        : removed.filter((one) => one !== tag),
                    )
                  }
                />
                <bdi>#{tag}</bdi>
              </label>
            ))}
          </fieldset>
        )}
        <Button type="submit">{t('save')}</Button>
      </Form>
    </Dialog>
  );
}
