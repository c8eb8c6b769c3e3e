// What keeps the account safe: the password, where one is signed in, and what has happened.

import { EventsSection } from './events-section';
import { PasswordSection } from './password-section';
import { SessionsSection } from './sessions-section';

export function SecurityPage() {
  return (
    <>
      <PasswordSection />
      <SessionsSection />
      <EventsSection />
    </>
  );
}
