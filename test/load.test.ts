import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as imported from 'reeve';
import { expect, test } from 'vitest';
import { runNode } from './helpers/node-program.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const names = [
  'ReeveError',
  'ancestors',
  'capabilities',
  'checkIdentity',
  'descendants',
  'findByPort',
  'forceKill',
  'forceKillMany',
  'getProcess',
  'killDescendants',
  'listFds',
  'listProcesses',
  'listProcessesSync',
  'listeningPorts',
  'processStats',
  'runWithTimeout',
  'selfGroup',
  'sendSignal',
  'sendSignalGroup',
  'sendSignalMany',
  'spawnInGroup',
  'terminate',
  'terminateMany',
  'terminateTree',
  'terminateTreeSync',
  'waitForPort',
  'waitPid',
  'waitPidSync',
  'watchProcess',
];

test('import and require give the same functions, of one copy', async () => {
  const code = `import { createRequire } from 'node:module';
    import * as imported from 'reeve';
    const required = createRequire(process.argv[1])('reeve');
    const names = Object.keys(imported).sort();
    console.log(JSON.stringify({ names, same: names.every((name) => imported[name] === required[name]),
      required: Object.keys(required).sort() }));`;
  const { stdout, stderr } = await runNode(code, [join(root, 'package.json')]);
  expect(stderr).toBe('');
  const seen = JSON.parse(stdout);
  expect(seen).toMatchObject({ same: true });
  expect(seen.required).toEqual(seen.names);
  expect(seen.names).toEqual(names);
  expect(Object.keys(imported).sort()).toEqual(seen.names);
});

test('an error is of the one class, whichever way it came in', async () => {
  const required = createRequire(import.meta.url)('../dist/cjs/index.js');
  expect(() => required.getProcess(2 ** 31 - 1)).toThrow(imported.ReeveError);
});
