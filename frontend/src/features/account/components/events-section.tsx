// The account's security events.

import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@/components/button';
import { Failure } from '@/components/failure';
import { SkeletonRows } from '@/components/skeleton';
import { sayInstant } from '@/lib/calendar';
import { useTranslation } from '@/lib/i18n';
import { useMe } from '@/lib/me';
import { eventsQuery } from '../api';
import { eventText } from '../events';
import { deviceName } from '../device';
import { Facts } from './facts';
import { Section } from './section';

export function EventsSection() {
  const { t, language } = useTranslation();
  const me = useMe();
  const events = useInfiniteQuery(eventsQuery);
  return (
    <Section title={t('events.title')} text={t('events.text')}>
      {events.isPending && <SkeletonRows rows={3} />}
      {events.isError && <Failure error={events.error} onRetry={() => void events.refetch()} />}
      <ul>
        {events.data?.pages
          .flatMap((page) => page.items)
          .map((event) => (
            <li
              key={event.id}
              className="flex flex-wrap items-baseline justify-between gap-x-6 border-line py-3 not-last:border-b"
            >
              <span>{eventText(event.kind, t)}</span>
              <Facts>
                {event.device && deviceName(event.device, t)}
                {event.address_prefix}
                <time dateTime={event.created_at}>
                  {sayInstant(event.created_at, me.time_zone, language)}
                </time>
              </Facts>
            </li>
          ))}
      </ul>
      {events.hasNextPage && (
        <Button
          look="outline"
          className="justify-self-start"
          busy={events.isFetchingNextPage}
          onClick={() => void events.fetchNextPage()}
        >
          {t('show_more')}
        </Button>
      )}
    </Section>
  );
}
