/**
 * The least time in ms that one of some rounds takes. A busy machine may hold up one or another of them; what a round takes
 * by itself it takes in each.
 */
export async function leastTime(round: () => unknown, rounds = 5): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let count = 0; count < rounds; count++) {
    const began = performance.now();
    await round();
    least = Math.min(least, performance.now() - began);
  }
  return least;
}
