import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runNode } from '../helpers/node-program.js';

const packageFile = fileURLToPath(new URL('../../package.json', import.meta.url));

test('loading starts nothing: no thread, no process and no wait', async () => {
  const code = `import { readdirSync } from 'node:fs';
    import { createRequire } from 'node:module';
    const resources = () => process.getActiveResourcesInfo().length;
    const threads = () => readdirSync('/proc/self/task').length;
    const before = [threads(), resources()];
    createRequire(process.argv[1])('reeve');
    console.log(threads() - before[0], resources() - before[1]);`;
  expect(await runNode(code, [packageFile])).toMatchObject({ code: 0, stdout: '0 0\n', stderr: '' });
});
