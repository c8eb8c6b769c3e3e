// The account pages, bundled as one chunk.

export { AccountLayout } from '@/features/account/components/account-layout';
export { DataPage } from '@/features/account/components/data-page';
export { ProfilePage } from '@/features/account/components/profile-page';
export { SecurityPage } from '@/features/account/components/security-page';
export { TokensPage } from '@/features/account/components/tokens-page';
