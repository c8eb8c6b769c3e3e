// Shows `wrong_password`, an error of the whole request, at the password field.

import { fieldMessage, isCode, messageOf } from '@/lib/errors';

export function currentPasswordError(error: unknown): string | undefined {
  if (isCode(error, 'wrong_password')) return messageOf(error);
  return fieldMessage(error, '/current_password');
}
