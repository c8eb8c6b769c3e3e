// Passes the link's token to the page that verifies an email.

import { VerifyEmailPage } from '@/features/auth/components/verify-email-page';
import { linkToken } from '@/lib/link-token';
import { useStore } from '@/lib/store';

export function VerifyEmail() {
  const token = useStore(linkToken);
  // A second link starts the page over.
  return <VerifyEmailPage key={token} token={token} />;
}
