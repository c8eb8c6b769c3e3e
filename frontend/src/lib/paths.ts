// Every address of a page; those of the API are in the generated schema.

export const paths = {
  tasks: '/',
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

// Only a path of this site may be returned to: `//host` and `/\host` are addresses elsewhere.
export function isOwnPath(text: string): boolean {
  return /^\/(?![/\\])/.test(text);
}
