// Loads the date parser when it is first needed. Without it, no dates are recognized.

import { useCallback, useState } from 'react';
import type { FindDate } from './parse';

const findNothing: FindDate = () => null;

export function useFindDate(timeZone: string): {
  findDate: FindDate;
  load: () => Promise<FindDate>;
} {
  const [findDate, setFindDate] = useState<FindDate>(() => findNothing);
  const load = useCallback(async () => {
    const found = await import('./find-date').then(
      (module): FindDate =>
        (text) =>
          module.findDate(text, timeZone),
      () => findNothing,
    );
    setFindDate(() => found);
    return found;
  }, [timeZone]);
  return { findDate, load };
}
