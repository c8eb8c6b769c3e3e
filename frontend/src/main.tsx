// Where the application starts: language, session, first paint.

// First, before anything can read or send the address.
import './lib/link-token';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { registerServiceWorker } from './app/service-worker';
import { restore } from './lib/api/session';
import { chooseLanguage, preferredLanguage } from './lib/i18n';
import './styles.css';

void restore();
registerServiceWorker();

const language = preferredLanguage();
if (language !== 'en') await chooseLanguage(language).catch(() => undefined);

const root = document.getElementById('root');
if (root !== null) {
  // In slices: what is there can be scrolled and touched in between.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
}
