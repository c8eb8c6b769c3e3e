// The sessions of the account, each of which can be ended.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import { Button } from '@/components/button';
import { Failure } from '@/components/failure';
import { SkeletonRows } from '@/components/skeleton';
import type { Schemas } from '@/lib/api/client';
import { sayInstant } from '@/lib/calendar';
import { messageOf } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { showToast } from '@/lib/toasts';
import { endOtherSessions, endSession, sessionsQuery } from '../api';
import { deviceName } from '../device';
import { ListEntry } from './list-entry';
import { Section } from './section';

export function SessionsSection() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const end = useMutation({
    mutationFn: (id: string | null) => (id === null ? endOtherSessions() : endSession(id)),
    onError: (error) => showToast({ tone: 'error', text: messageOf(error) }),
    onSuccess: (_, id) =>
      showToast({ text: t(id === null ? 'sessions.others_ended' : 'sessions.ended') }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['account'] }),
  });
  const others = sessions.data?.filter((one) => !one.is_current) ?? [];
  return (
    <Section title={t('sessions.title')} text={t('sessions.text')}>
      {sessions.isPending && <SkeletonRows rows={2} />}
      {sessions.isError && (
        <Failure error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      <ul>
        {sessions.data?.map((one) => (
          <SessionRow key={one.id} session={one} onEnd={() => end.mutate(one.id)} />
        ))}
      </ul>
      {others.length > 0 && (
        <Button
          look="outline"
          className="justify-self-start"
          busy={end.isPending}
          onClick={() => end.mutate(null)}
        >
          {t('sessions.end_others')}
        </Button>
      )}
    </Section>
  );
}

function SessionRow({
  session,
  onEnd,
}: {
  session: Schemas['SessionResponse'];
  onEnd: () => void;
}) {
  const { t, language } = useTranslation();
  const me = useMe();
  const device = deviceName(session.device, t);
  const time = sayInstant(session.last_used_at, me.time_zone, language);
  return (
    <ListEntry
      icon={MonitorSmartphone}
      name={device}
      title={session.device}
      facts={[session.address_prefix, t('sessions.last_used', { time })]}
    >
      {session.is_current ? (
        <span className="rounded-full bg-accent-soft px-3 py-1 text-sm text-accent-strong">
          {t('sessions.current')}
        </span>
      ) : (
        <Button
          look="quiet"
          className="-mx-2.5 px-2.5!"
          aria-label={t('sessions.end_one', { device })}
          onClick={onEnd}
        >
          {t('sessions.end')}
        </Button>
      )}
    </ListEntry>
  );
}
