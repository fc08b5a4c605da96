// Tests on kernels that this machine does not run, in machines that qemu makes up for them.
// Usage: node scripts/test-vm.mjs [arm64] [x64 [--all | --user | part of a test file's name]...]
// Without a name both, without the tests that scripts/vm/x64-left-out.txt names.
import { fileURLToPath } from 'node:url';
import { checkArm64 } from './vm/arm64.mjs';
import { testX64 } from './vm/x64.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const words = process.argv.slice(2);
const patterns = words.filter((word) => word !== 'arm64' && word !== 'x64');
const one = patterns.length > 0 ? 'x64' : ['arm64', 'x64'].find((name) => words.includes(name) && words.length === 1);

for (const [name, test] of Object.entries({ arm64: checkArm64, x64: testX64 })) {
  if (one !== undefined && one !== name) continue;
  const begun = performance.now();
  try {
    const sum = await test(root, patterns);
    console.log(`vm ${name}: ${sum} (${Math.round((performance.now() - begun) / 1000)} s)`);
  } catch (error) {
    console.error(`vm ${name}: ${error.message}`);
    process.exitCode = 1;
  }
}
