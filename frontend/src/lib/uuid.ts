// Ids made in the browser. `crypto.randomUUID` is missing on pages served over plain HTTP, and makes
// no UUIDs in the order of time.

// A UUIDv7 (RFC 9562): the time in milliseconds, then random bits.
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const time = Date.now().toString(16).padStart(12, '0');
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
