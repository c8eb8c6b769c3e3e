// The outcome of an action, with a link to what comes next.

import { Notice } from '@/components/notice';
import type { paths } from '@/lib/paths';
import { AuthLink } from './auth-link';
import { AuthPage } from './auth-page';

interface OutcomePageProps {
  title: string;
  tone: 'good' | 'error';
  text: string;
  next: { to: (typeof paths)[keyof typeof paths]; label: string };
}

export function OutcomePage({ title, tone, text, next }: OutcomePageProps) {
  return (
    <AuthPage title={title}>
      <div className="grid gap-6">
        <Notice tone={tone}>{text}</Notice>
        <AuthLink to={next.to}>{next.label}</AuthLink>
      </div>
    </AuthPage>
  );
}
