// Access to `localStorage` and `sessionStorage` that does nothing where the browser blocks them.
// Nothing secret is stored.

type Kind = 'localStorage' | 'sessionStorage';

export function readStored(kind: Kind, key: string): string | null {
  try {
    return window[kind].getItem(key);
  } catch {
    return null;
  }
}

// Whether it worked: storage may also be full. It is a convenience; the application works without.
export function writeStored(kind: Kind, key: string, value: string | null): boolean {
  try {
    if (value === null) window[kind].removeItem(key);
    else window[kind].setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

export function storedKeys(kind: Kind): string[] {
  try {
    return Object.keys(window[kind]);
  } catch {
    return [];
  }
}
