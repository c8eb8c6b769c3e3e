// The frame of the signed-out pages: the form on one side, a preview of the product on the other.

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Logo } from '@/components/logo';
import { Preferences } from '@/components/preferences';
import { useTranslation, type TextKey } from '@/lib/i18n';
import { usePageTitle } from '@/lib/use-page-title';

interface AuthPageProps {
  title: string;
  text?: string;
  children: ReactNode;
  footer?: ReactNode;
}

export function AuthPage({ title, text, children, footer }: AuthPageProps) {
  usePageTitle(title);
  return (
    <div className="grid min-h-dvh lg:grid-cols-2">
      <div className="flex flex-col px-5 py-6 sm:px-10 sm:py-8">
        <header>
          <Logo />
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto my-auto w-full max-w-sm py-10 outline-none"
        >
          <h1 className="text-3xl font-bold tracking-tight">{title}</h1>
          {text !== undefined && <p className="mt-2 text-muted">{text}</p>}
          <div className="mt-8">{children}</div>
          {footer !== undefined && <p className="mt-8 text-sm text-muted">{footer}</p>}
        </main>
        <footer>
          <Preferences />
        </footer>
      </div>
      <Glimpse />
    </div>
  );
}

const glimpses: { text: TextKey; done: boolean; colour: string; day: TextKey }[] = [
  { text: 'glimpse.bread', done: true, colour: 'border-control', day: 'glimpse.today' },
  { text: 'glimpse.call', done: false, colour: 'border-danger', day: 'glimpse.today' },
  { text: 'glimpse.book', done: false, colour: 'border-control', day: 'glimpse.tomorrow' },
  { text: 'glimpse.plants', done: false, colour: 'border-cool', day: 'glimpse.saturday' },
];

function Glimpse() {
  const { t } = useTranslation();
  return (
    <aside
      aria-hidden="true"
      className="m-4 hidden flex-col items-center justify-center gap-10 rounded-3xl bg-accent-soft p-12 lg:flex"
    >
      <div className="w-full max-w-md rotate-1 rounded-2xl bg-surface p-3 shadow-float">
        {glimpses.map(({ text, done, colour, day }) => (
          <div
            key={text}
            className="flex items-center gap-3.5 border-line px-3 py-3.5 not-last:border-b"
          >
            <span
              className={`grid size-5 place-items-center rounded-full ${done ? 'bg-accent text-on-accent' : `border-2 ${colour}`}`}
            >
              {done && <Check size={13} strokeWidth={3} />}
            </span>
            <span className={`flex-1 ${done ? 'text-muted line-through' : ''}`}>{t(text)}</span>
            <span className="text-sm text-muted">{t(day)}</span>
          </div>
        ))}
      </div>
      <p className="max-w-sm text-center text-xl font-semibold text-balance text-accent-strong">
        {t('glimpse.claim')}
      </p>
    </aside>
  );
}
