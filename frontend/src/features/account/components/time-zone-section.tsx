// The time zone setting.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { SelectField } from '@/components/field';
import { Button } from '@/components/button';
import { messageOf } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { meQuery, useMe } from '@/lib/me';
import { showToast } from '@/lib/toasts';
import { changeTimeZone } from '../api';
import { Section } from './section';

export function TimeZoneSection() {
  const { t } = useTranslation();
  const me = useMe();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: changeTimeZone,
    onSuccess(changed) {
      queries.setQueryData(meQuery.queryKey, changed);
      // Which tasks are due today may have changed.
      void queries.invalidateQueries({ queryKey: ['tasks'] });
      showToast({ text: t('time_zone.changed') });
    },
  });
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set(['UTC', me.time_zone, here, ...Intl.supportedValuesOf('timeZone')])];
  return (
    <Section title={t('time_zone')} text={t('time_zone.text')}>
      <div className="grid max-w-sm gap-3">
        <SelectField
          label={t('time_zone')}
          value={change.isPending ? change.variables : me.time_zone}
          error={change.isError ? messageOf(change.error) : undefined}
          onChange={(event) => change.mutate(event.target.value)}
        >
          {zones.sort().map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </SelectField>
        {here !== me.time_zone && (
          <Button
            look="outline"
            className="justify-self-start"
            busy={change.isPending}
            onClick={() => change.mutate(here)}
          >
            {t('time_zone.use', { zone: here.replaceAll('_', ' ') })}
          </Button>
        )}
      </div>
    </Section>
  );
}
