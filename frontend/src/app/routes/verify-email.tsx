// Hands the token of the link to the page that verifies an email.

import { VerifyEmailPage } from '@/features/auth/components/verify-email-page';
import { linkToken } from '@/lib/link-token';
import { useStore } from '@/lib/store';

export function VerifyEmail() {
  const token = useStore(linkToken);
  // Another link is another attempt.
  return <VerifyEmailPage key={token} token={token} />;
}
