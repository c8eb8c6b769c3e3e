// The current date in a time zone. Components using it update at midnight.

import { useEffect, useState } from 'react';
import { dayIn, type Day } from './calendar';

export function useToday(timeZone: string): Day {
  const [, look] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => look((times) => times + 1), 60_000);
    return () => clearInterval(timer);
  }, []);
  return dayIn(timeZone);
}
