// The profile: the e-mail and the time zone.

import { EmailSection } from './email-section';
import { TimeZoneSection } from './time-zone-section';

export function ProfilePage() {
  return (
    <>
      <EmailSection />
      <TimeZoneSection />
    </>
  );
}
