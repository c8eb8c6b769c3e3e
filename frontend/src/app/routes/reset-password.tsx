// Hands the token of the address to the page that sets a new password.

import { useSearch } from '@tanstack/react-router';
import { ResetPasswordPage } from '@/features/auth/components/reset-password-page';
import { paths } from '@/lib/paths';

export function ResetPassword() {
  return <ResetPasswordPage token={useSearch({ from: paths.resetPassword }).token} />;
}
