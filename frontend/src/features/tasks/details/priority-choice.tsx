// The priority selector.

import { useTranslation } from '@/lib/i18n';
import { PriorityFlag } from '../priority-flag';
import { priorities, type Priority } from '../search';

interface PriorityChoiceProps {
  value: Priority;
  onChoose: (priority: Priority) => void;
}

export function PriorityChoice({ value, onChoose }: PriorityChoiceProps) {
  const { t } = useTranslation();
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold">{t('details.priority')}</legend>
      <div className="grid grid-cols-3 gap-2">
        {priorities.map((priority) => (
          <label
            key={priority}
            className="flex min-h-11 cursor-pointer items-center justify-center gap-1.5 rounded-lg border border-line text-sm transition-colors hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="priority"
              className="sr-only"
              checked={priority === value}
              onChange={() => onChoose(priority)}
            />
            <PriorityFlag priority={priority} />
            {t(`priority.${priority}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
