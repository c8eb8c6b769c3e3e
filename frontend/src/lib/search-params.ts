// How the search of an address is read and written: `?tag=home&tag=garden`, as everywhere else.

export function parseSearch(text: string): Record<string, string | string[]> {
  const params = new URLSearchParams(text);
  // Without a prototype: `?__proto__=…` is a name like any other.
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
