// All routes. Pages load on demand, except the small ones that most first visits start with.

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { ForgottenPasswordPage } from '@/features/auth/components/forgotten-password-page';
import { SignInPage } from '@/features/auth/components/sign-in-page';
import { SignUpPage } from '@/features/auth/components/sign-up-page';
import { parseTaskSearch } from '@/features/tasks/search';
import { basePath } from '@/lib/base-path';
import { isOwnPath, paths } from '@/lib/paths';
import { GuestOnly } from './routes/guest';
import { RouteError } from './routes/route-error';
import { NotFound } from './routes/not-found';
import { Root } from './routes/root';
import { parseSearch, stringifySearch } from '@/lib/search-params';

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

interface Return {
  redirect?: string | undefined;
}

// Signed-out pages. Signed-in users are redirected.
const guest = createRoute({
  getParentRoute: () => root,
  id: 'guest',
  // The router keeps unvalidated parameters as they are, so `redirect` must always be set.
  validateSearch: ({ redirect }: Record<string, unknown>): Return => ({
    redirect: typeof redirect === 'string' && isOwnPath(redirect) ? redirect : undefined,
  }),
  component: GuestOnly,
});

const signIn = createRoute({
  getParentRoute: () => guest,
  path: paths.signIn,
  component: SignInPage,
});

const signUp = createRoute({
  getParentRoute: () => guest,
  path: paths.signUp,
  component: SignUpPage,
});

const forgottenPassword = createRoute({
  getParentRoute: () => guest,
  path: paths.forgottenPassword,
  component: ForgottenPasswordPage,
});

// Pages that emailed links open, whether or not the user is signed in.
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: paths.resetPassword,
  component: lazyRouteComponent(() => import('./routes/reset-password'), 'ResetPassword'),
});

const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: paths.verifyEmail,
  component: lazyRouteComponent(() => import('./routes/verify-email'), 'VerifyEmail'),
});

// Signed-in pages.
const member = createRoute({
  getParentRoute: () => root,
  id: 'member',
  component: lazyRouteComponent(() => import('./routes/member'), 'MemberOnly'),
});

const tasks = createRoute({
  getParentRoute: () => member,
  path: paths.tasks,
  validateSearch: parseTaskSearch,
  component: lazyRouteComponent(() => import('./routes/tasks'), 'Tasks'),
});

const trash = createRoute({
  getParentRoute: () => member,
  path: paths.trash,
  component: lazyRouteComponent(() => import('./routes/trash'), 'TrashPage'),
});

const accountPages = () => import('./routes/account');

const account = createRoute({
  getParentRoute: () => member,
  path: paths.account,
  component: lazyRouteComponent(accountPages, 'AccountLayout'),
});

const profile = createRoute({
  getParentRoute: () => account,
  path: '/',
  component: lazyRouteComponent(accountPages, 'ProfilePage'),
});

const security = createRoute({
  getParentRoute: () => account,
  path: '/security',
  component: lazyRouteComponent(accountPages, 'SecurityPage'),
});

const tokens = createRoute({
  getParentRoute: () => account,
  path: '/tokens',
  component: lazyRouteComponent(accountPages, 'TokensPage'),
});

const data = createRoute({
  getParentRoute: () => account,
  path: '/data',
  component: lazyRouteComponent(accountPages, 'DataPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    guest.addChildren([signIn, signUp, forgottenPassword]),
    resetPassword,
    verifyEmail,
    member.addChildren([tasks, trash, account.addChildren([profile, security, tokens, data])]),
  ]),
  basepath: basePath,
  parseSearch,
  stringifySearch,
  defaultErrorComponent: RouteError,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
