// Adds tags to all selected tasks and removes others.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Form } from '@/components/form';
import { useTranslation } from '@/lib/i18n';
import type { BulkChange, BulkTarget } from '../data/bulk';
import { tagsQuery } from '../data/tags';
import { TagsField } from '../details/tags-field';

interface TagsDialogProps {
  selection: BulkTarget;
  onClose: () => void;
  onSave: (change: BulkChange) => void;
}

export function TagsDialog({ selection, onClose, onSave }: TagsDialogProps) {
  const { t, language } = useTranslation();
  const [added, setAdded] = useState<string[]>([]);
  const [typed, setTyped] = useState('');
  const [removed, setRemoved] = useState<string[]>([]);
  const { tasks, count, query } = selection;
  const known = useQuery(tagsQuery).data ?? [];
  // Of tasks that are not loaded, any tag may be one of theirs.
  const names = query === null ? tasks.flatMap((task) => task.tags) : known.map(({ name }) => name);
  const used = [...new Set(names)].sort((one, other) => one.localeCompare(other, language));
  const save = () => {
    if (added.length === 0 && removed.length === 0) return onClose();
    onSave({ add_tags: added, remove_tags: removed });
  };
  return (
    <Dialog title={t('selection.tags_title', { count })} onClose={onClose}>
      <Form error={null} fields={[]} onSubmit={save}>
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
