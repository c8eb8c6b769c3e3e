// The form for a task. Only changed values are sent, and none over a change that was not seen here.

import { useMutation } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { Form } from '@/components/form';
import { Notice } from '@/components/notice';
import { sayInstant } from '@/lib/calendar';
import { fieldMessage } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import type { Task } from '../data/list';
import { useSaveDraft } from '../drafts/use-save-draft';
import { useTaskDraft } from '../drafts/use-task-draft';
import { Conflict, type Choices } from './conflict';
import { DueFields } from './due-fields';
import { PriorityChoice } from './priority-choice';
import { TagsField } from './tags-field';
import { TitleField } from './title-field';

interface TaskFormProps {
  task: Task;
  onDone: () => void;
  onDelete: () => void;
}

const fields = ['/title', '/description', '/tags', '/due_date', '/due_time', '/priority'];

export function TaskForm({ task, onDone, onDelete }: TaskFormProps) {
  const { t, language } = useTranslation();
  const me = useMe();
  const draft = useTaskDraft(task);
  const { values, conflicts, set } = draft;
  const saveDraft = useSaveDraft();
  const saving = useMutation({ mutationFn: () => saveDraft(task) });
  const [isRestored] = useState(draft.isChanged);
  const [isAsking, setAsking] = useState(conflicts.length > 0);
  const [choices, setChoices] = useState<Choices>({});
  const title = useRef<HTMLTextAreaElement>(null);
  const conflict = useRef<HTMLDivElement>(null);

  const save = () => {
    if (isAsking && conflicts.some((name) => choices[name] === undefined)) {
      conflict.current?.querySelector<HTMLElement>('fieldset:not(:has(:checked)) input')?.focus();
      return;
    }
    draft.resolve(choices);
    setChoices({});
    saving.mutate(undefined, {
      onSuccess(outcome) {
        if (outcome === 'saved') onDone();
        else setAsking(true);
      },
    });
  };

  return (
    <Form error={saving.error} fields={fields} onSubmit={save}>
      {isRestored && draft.isChanged && <Notice tone="draft">{t('draft.restored')}</Notice>}
      {isAsking && conflicts.length > 0 && (
        <div ref={conflict}>
          <Conflict
            task={task}
            values={values}
            names={conflicts}
            choices={choices}
            onChoose={setChoices}
          />
        </div>
      )}
      <TitleField
        inputRef={title}
        error={fieldMessage(saving.error, '/title')}
        value={values.title}
        onChange={(title) => set({ title })}
      />
      <Field label={t('details.description')} error={fieldMessage(saving.error, '/description')}>
        {(wiring) => (
          <textarea
            {...wiring}
            className="control field-sizing-content max-h-72 min-h-24 resize-none"
            dir="auto"
            value={values.description ?? ''}
            onChange={(event) => set({ description: event.target.value || null })}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
            }}
          />
        )}
      </Field>
      <DueFields task={task} values={values} set={set} error={saving.error} />
      <PriorityChoice value={values.priority} onChoose={(priority) => set({ priority })} />
      <TagsField
        label={t('details.tags')}
        tags={values.tags}
        typed={draft.tag}
        error={fieldMessage(saving.error, '/tags')}
        onType={draft.setTag}
        onChange={(tags) => set({ tags })}
      />
      <footer className="flex flex-wrap items-center gap-2 border-t border-line pt-5">
        <Button look="danger-quiet" className="me-auto px-3!" onClick={onDelete}>
          <Trash2 size={16} aria-hidden />
          {t('details.delete')}
        </Button>
        {draft.isChanged && (
          <Button
            look="quiet"
            onClick={() => {
              draft.discard();
              title.current?.focus();
            }}
          >
            {t('draft.discard')}
          </Button>
        )}
        <Button type="submit" busy={saving.isPending}>
          {t('save')}
        </Button>
      </footer>
      <p className="text-xs text-muted">
        {t('details.created', { time: sayInstant(task.created_at, me.time_zone, language) })}
        {' · '}
        {t('details.updated', { time: sayInstant(task.updated_at, me.time_zone, language) })}
      </p>
    </Form>
  );
}
