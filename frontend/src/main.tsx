// The entry point: language, session, first render.

// Must come first, before anything can read or send the address.
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
  // As a transition, so the page can be scrolled and tapped while it renders.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
}
