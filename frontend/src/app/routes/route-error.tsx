// Shown in place of a page that fails to load or render.

import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Failure } from '@/components/failure';
import { NetworkError } from '@/lib/errors';

export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  // A chunk could not be loaded: the browser is offline, or a newer version has been deployed.
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
