const turn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Whether the event comes in this time. A program that was held up itself would find its time over and the event there: it
 * looks once more, so only what has not happened is late.
 */
export async function comesWithin(event: Promise<unknown>, ms: number): Promise<boolean> {
  let here = false;
  const seen = event.then(() => {
    here = true;
  });
  await Promise.race([seen, new Promise((resolve) => setTimeout(resolve, ms).unref())]);
  for (let turns = 0; !here && turns < 20; turns++) await turn();
  return here;
}
