// Hands the token of the address to the page that verifies an e-mail.

import { useSearch } from '@tanstack/react-router';
import { VerifyEmailPage } from '@/features/auth/components/verify-email-page';
import { paths } from '@/lib/paths';

export function VerifyEmail() {
  return <VerifyEmailPage token={useSearch({ from: paths.verifyEmail }).token} />;
}
