// What this feature says at a field although the server says it about the whole request.

import { fieldMessage, isCode, messageOf } from '@/lib/errors';

export function currentPasswordError(error: unknown): string | undefined {
  if (isCode(error, 'wrong_password')) return messageOf(error);
  return fieldMessage(error, '/current_password');
}
