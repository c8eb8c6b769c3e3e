// Setup for every test: matchers, a mock server without handlers, and stubs for what jsdom lacks.

import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { server } from './server';

class NoResizes {
  observe(): void {
    // jsdom has no layout.
  }
  unobserve(): void {
    // See above.
  }
  disconnect(): void {
    // See above.
  }
}

vi.stubGlobal('ResizeObserver', NoResizes);
vi.stubGlobal('scrollTo', () => undefined);
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.hasPointerCapture = () => false;

// A generous limit: only a failing test takes this long.
configure({ asyncUtilTimeout: 20_000 });

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  cleanup();
  server.resetHandlers();
  // What is typed is written then, and not during the next test.
  dispatchEvent(new Event('pagehide'));
  sessionStorage.clear();
  localStorage.clear();
});
afterAll(() => server.close());
