// What stands in the place of a page that fails.

import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Failure } from '@/components/failure';
import { NetworkError } from '@/lib/errors';

export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  // A part of the application that was not there to be fetched: offline, or a newer version is out.
  const isMissing = /dynamically imported module|module script/i.test(
    error instanceof Error ? error.message : '',
  );
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <Failure
        heading="h1"
        error={isMissing && !navigator.onLine ? new NetworkError(error) : error}
        onRetry={() => {
          if (isMissing) location.reload();
          reset();
          void router.invalidate();
        }}
      />
    </div>
  );
}
