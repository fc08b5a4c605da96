// In the sanitized run the sanitizer's runtime is preloaded into node, which is not built with it. The programs that
// tests start must not get it: they would be slow, and shells print its complaints. Node programs that load reeve must.
const preloaded = process.env.LD_PRELOAD;
delete process.env.LD_PRELOAD;

/** Whether this run is the sanitized one, where times mean nothing. */
export const isSanitized = preloaded !== undefined;

/** Whether this run names the addon to be tested, so that none is looked for. */
export const isAddonNamed = process.env.REEVE_ADDON !== undefined;

/** Names the addon to be tested, for a worker that does not inherit the environment. */
export const addonEnvironment: Record<string, string> =
  process.env.REEVE_ADDON === undefined ? {} : { REEVE_ADDON: process.env.REEVE_ADDON };

/** What a node program that loads reeve needs in its environment. */
export const nodeEnvironment: Record<string, string> = preloaded === undefined ? {} : { LD_PRELOAD: preloaded };
