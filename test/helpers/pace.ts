/**
 * How many times slower than usual whoever starts the tests says that this machine is, such as one with a made-up
 * processor. All time limits of tests go by it, so that none of them has to know of machines.
 */
const slowness = Number(process.env.REEVE_TEST_SLOWNESS ?? 1);

/** A limit in ms on a usual machine, as it is for this one. */
export const atPace = (ms: number): number => ms * slowness;
