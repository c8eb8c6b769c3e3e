// Hands the token of the link to the page that sets a new password.

import { ResetPasswordPage } from '@/features/auth/components/reset-password-page';
import { linkToken } from '@/lib/link-token';
import { useStore } from '@/lib/store';

export function ResetPassword() {
  const token = useStore(linkToken);
  // Another link is another attempt.
  return <ResetPasswordPage key={token} token={token} />;
}
