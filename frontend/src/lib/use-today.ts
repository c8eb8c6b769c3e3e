// The current date in a time zone. Components using it update at midnight.

import { dayIn, type Day } from './calendar';
import { useNow } from './use-now';

export function useToday(timeZone: string): Day {
  return dayIn(timeZone, useNow());
}
