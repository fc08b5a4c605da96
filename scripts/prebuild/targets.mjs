// What is built, by which compiler, and where it goes. Names are <platform>-<arch>[-<libc>], the addons' places are the
// ones that prebuildify writes and node-gyp-build reads; beside them lies the keeper, which knows of no libc.

/** The oldest systems the addons are made for. */
export const floors = { glibc: '2.17', macos: '11.0' };

const zigTriples = {
  'linux-x64-glibc': `x86_64-linux-gnu.${floors.glibc}`,
  'linux-arm64-glibc': `aarch64-linux-gnu.${floors.glibc}`,
  'linux-x64-musl': 'x86_64-linux-musl',
  'linux-arm64-musl': 'aarch64-linux-musl',
  'darwin-x64': `x86_64-macos.${floors.macos}-none`,
  'darwin-arm64': `aarch64-macos.${floors.macos}-none`,
};

const keeperNames = { linux: 'reeve-keeper', win32: 'reeve-keeper.exe' };

function describe(name, compiler) {
  const [platform, arch, libc] = name.split('-');
  const folder = `${platform}-${arch}`;
  const file = `${folder}/${libc ? `reeve.${libc}.node` : 'reeve.node'}`;
  const keeper = platform in keeperNames ? `${folder}/${keeperNames[platform]}` : null;
  return { name, platform, arch, libc, file, keeper, ...compiler };
}

export const targets = [
  ...Object.entries(zigTriples).map(([name, triple]) => describe(name, { compiler: 'zig', triple })),
  describe('win32-x64', { compiler: 'mingw' }),
];

/** What belongs below prebuilds/ for these targets, each file once. */
export function filesOf(some) {
  return [...new Set(some.flatMap(({ file, keeper }) => (keeper ? [file, keeper] : [file])))];
}

/** The targets with these names, or all of them. */
export function select(names) {
  if (names.length === 0) return targets;
  return names.map((name) => {
    const found = targets.find((target) => target.name === name);
    if (found) return found;
    throw new Error(`there is no target '${name}'. There are: ${targets.map((target) => target.name).join(', ')}`);
  });
}
