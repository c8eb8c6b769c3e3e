// Reads and writes query strings, with repeated names for lists: `?tag=home&tag=garden`.

export function parseSearch(text: string): Record<string, string | string[]> {
  const params = new URLSearchParams(text);
  // No prototype, so `?__proto__=…` is an ordinary name.
  const search = Object.create(null) as Record<string, string | string[]>;
  for (const key of new Set(params.keys())) {
    const values = params.getAll(key);
    search[key] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return search;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const one of [value ?? []].flat() as string[]) params.append(key, one);
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
