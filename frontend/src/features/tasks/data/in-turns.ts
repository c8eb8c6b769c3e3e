// Sends many requests, a few at a time.

const AT_ONCE = 4;

export async function inTurns<Item, Result>(
  items: Item[],
  work: (item: Item) => Promise<Result>,
): Promise<PromiseSettledResult<Result>[]> {
  const results: PromiseSettledResult<Result>[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    const turn = items.slice(start, start + AT_ONCE).map(work);
    results.push(...(await Promise.allSettled(turn)));
  }
  return results;
}
