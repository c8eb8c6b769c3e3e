// The profile page: email and time zone.

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
