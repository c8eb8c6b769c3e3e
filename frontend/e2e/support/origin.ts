// Where the application to test is: the pages are those that the server itself serves.

import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    origin: string;
  }
}

export default function setup(project: TestProject) {
  project.provide('origin', process.env['ERRAND_URL'] ?? 'http://127.0.0.1:8080');
}
