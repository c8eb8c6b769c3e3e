// The paths of all pages, below the base path. Those of the API are in the generated schema.

export const paths = {
  tasks: '/',
  trash: '/trash',
  signIn: '/sign-in',
  signUp: '/sign-up',
  forgottenPassword: '/forgotten-password',
  resetPassword: '/reset-password',
  verifyEmail: '/verify-email',
  account: '/account',
  security: '/account/security',
  tokens: '/account/tokens',
  data: '/account/data',
} as const;

// Only paths within this site are safe to redirect to: `//host` and `/\host` lead elsewhere.
export function isOwnPath(text: string): boolean {
  return /^\/(?![/\\])/.test(text);
}
