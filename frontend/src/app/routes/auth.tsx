// The pages of guests, in one part to be fetched.

export { ForgottenPasswordPage } from '@/features/auth/components/forgotten-password-page';
export { SignInPage } from '@/features/auth/components/sign-in-page';
export { SignUpPage } from '@/features/auth/components/sign-up-page';
