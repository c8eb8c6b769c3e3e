// The security page: password, sessions and security events.

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
