// Passes the link's token to the page that sets a new password.

import { ResetPasswordPage } from '@/features/auth/components/reset-password-page';
import { linkToken } from '@/lib/link-token';
import { useStore } from '@/lib/store';

export function ResetPassword() {
  const token = useStore(linkToken);
  // A second link starts the page over.
  return <ResetPasswordPage key={token} token={token} />;
}
