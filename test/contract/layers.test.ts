import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/check-layers.mjs', import.meta.url));

type Files = Record<string, string>;

async function check(files: Files): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const root = mkdtempSync(join(tmpdir(), 'reeve-layers-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    const child = spawn(process.execPath, [script, root], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [[status], stdout, stderr] = await Promise.all([
      once(child, 'close'),
      readAll(child.stdout),
      readAll(child.stderr),
    ]);
    return { status, stdout, stderr };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const good: Files = {
  'native/core/base/result.h': '#pragma once\n#include <cstdint>\n#include <string>\n#include "os_handle.h"\n',
  'native/core/platform.h': '#pragma once\n/*\n#if old\n#include <unistd.h>\n*/\n#include "core/base/result.h"\n',
  'native/platform/posix/fork.cc':
    '#include <unistd.h>\n#include "platform/posix/fork.h"\n#include "core/platform.h"\n',
  'native/platform/linux/os_handle.h': '#pragma once\n#include <sys/epoll.h>\n',
  'native/platform/linux/wait.cc':
    '#include <linux/wait.h>\n#include "platform/linux/kernel/procfs.h"\n#include "platform/posix/fork.h"\n',
  'native/platform/linux/kernel/procfs.cc': '#include "platform/linux/kernel/procfs.h"  // "#if" is only text here\n',
  'native/platform/darwin/wait.cc': '#include <libproc.h>\n#include <sys/event.h>\n#include "platform/posix/fork.h"\n',
  'native/platform/win32/wait.cc': '#include <windows.h>\n#include "core/platform.h"\n',
  'native/binding/addon.cc':
    '#include <napi.h>\n#include <vector>\n#include "binding/args.h"\n#include "core/platform.h"\n',
  'native/c_api/api.cc': '#include <cstring>\n#include "core/platform.h"\n#include "include/reeve.h"\n',
  'native/keeper/linux/main.cc': '#include "core/keeper/protocol.h"\n#include "keeper/linux/log.h"\n',
  'native/test/linux/spawn_test.cc':
    '#include <sys/wait.h>\n#include "core/platform.h"\n#include "platform/linux/kernel/procfs.h"\n#include "test/check.h"\n',
  'native/platform/linux/decode/stat.cc':
    '#include <charconv>\n#include "core/base/result.h"\n#include "platform/linux/decode/stat.h"\n',
  'native/fuzz/stat.cc':
    '#include <string>\n#include "core/platform.h"\n#include "fuzz/check.h"\n#include "platform/linux/decode/stat.h"\n#include "platform/posix/entries.h"\n',
  'native/include/reeve.h': '#pragma once\n#include <stdint.h>\n#ifdef __cplusplus\nextern "C" {\n#endif\n',
  'lib/index.ts': "export { waitPid } from './wait-pid.js';\n",
  'lib/wait-pid.ts':
    "// import 'reeve/jobs';\nimport { once } from 'node:events';\nimport { native } from './native/addon.js';\nimport type { WaitPidResult } from './generated/types.js';\n",
  'lib/native/addon.ts':
    "import load from 'node-gyp-build';\nimport type { ProcessInfo } from '../generated/types.js';\nimport '../../package.json';\n",
  'lib/generated/types.ts': 'export interface ProcessInfo {}\n',
  'lib/jobs/store/record.ts': "import { waitPid } from '../../index.js';\nimport { lock } from '../lock.js';\n",
  'lib/jobs/start.ts':
    "import { checkObject } from '../arguments.js';\nimport { wrongType } from '../errors.js';\nimport type { Job } from '../generated/types.js';\n",
  'lib/cli/main.ts':
    "import { Command } from 'commander';\nimport { start } from '../jobs/index.js';\nimport '../../package.json';\n",
  'lib/supervisor/service.ts': "import { start } from '../jobs/index.js';\nimport { waitPid } from '../wait-pid.js';\n",
};

const refused: [kind: string, file: string, text: string, rule: string][] = [
  [
    'an OS header in core',
    'native/core/a.cc',
    '#include <string>\n#include <unistd.h>\n',
    'core may not include <unistd.h>',
  ],
  [
    'an OS header without .h in core',
    'native/core/a.cc',
    '\n#include <linux/pidfd>\n',
    'core may not include <linux/pidfd>',
  ],
  ['a C header in core', 'native/core/a.cc', '\n#include <stdint.h>\n', 'core may not include <stdint.h>'],
  ['Node in core', 'native/core/a.cc', '\n#include <node_api.h>\n', 'core may not include <node_api.h>'],
  [
    'a platform folder in core',
    'native/core/a.cc',
    '\n#include "platform/linux/a.h"\n',
    'core may not include "platform/linux/a.h"',
  ],
  ['the binding in core', 'native/core/a.cc', '\n#include "binding/args.h"\n', 'core may not include "binding/args.h"'],
  ['a relative include', 'native/core/a.cc', '\n#include "../core/a.h"\n', 'relative to native/, without ..'],
  ['an include of a neighbour', 'native/core/a.cc', '\n#include "a.h"\n', '"a.h": write includes relative to native/'],
  ['an include by macro', 'native/core/a.cc', '\n#include HEADER\n', 'an include must name its file'],
  [
    'Node in a platform folder',
    'native/platform/linux/kernel/a.cc',
    '\n#include <napi.h>\n',
    'platform/linux may not include <napi.h>',
  ],
  [
    "another OS's folder",
    'native/platform/linux/kernel/a.cc',
    '\n#include "platform/darwin/a.h"\n',
    'may not include "platform/darwin/a.h"',
  ],
  [
    "another OS's header",
    'native/platform/darwin/kernel/a.cc',
    '\n#include <sys/epoll.h>\n',
    'may not include <sys/epoll.h>',
  ],
  [
    "one OS's header in posix",
    'native/platform/posix/a.cc',
    '\n#include <sys/event.h>\n',
    'may not include <sys/event.h>',
  ],
  [
    'posix on win32',
    'native/platform/win32/detail/a.cc',
    '\n#include "platform/posix/a.h"\n',
    'may not include "platform/posix/a.h"',
  ],
  [
    'an OS header in the binding',
    'native/binding/a.cc',
    '\n#include <sys/wait.h>\n',
    'binding may not include <sys/wait.h>',
  ],
  ['libuv in the binding', 'native/binding/a.cc', '\n#include <uv.h>\n', 'binding may not include <uv.h>'],
  ['Node in the C library', 'native/c_api/a.cc', '\n#include <node_api.h>\n', 'c_api may not include <node_api.h>'],
  [
    'Node in the keeper',
    'native/keeper/linux/a.cc',
    '\n#include "napi.h"\n',
    '"napi.h": write includes relative to native/',
  ],
  [
    'a platform folder in the keeper',
    'native/keeper/linux/a.cc',
    '\n#include "platform/linux/a.h"\n',
    'keeper/linux may not include',
  ],
  ['Node in the native tests', 'native/test/a.cc', '\n#include <uv.h>\n', 'test may not include <uv.h>'],
  [
    'an OS header in a decoder',
    'native/platform/linux/decode/a.cc',
    '\n#include <unistd.h>\n',
    'platform/linux/decode may not include <unistd.h>',
  ],
  [
    'the rest of its folder in a decoder',
    'native/platform/linux/decode/a.cc',
    '\n#include "platform/linux/kernel/a.h"\n',
    'platform/linux/decode may not include "platform/linux/kernel/a.h"',
  ],
  [
    'posix in a decoder',
    'native/platform/darwin/decode/a.cc',
    '\n#include "platform/posix/a.h"\n',
    'platform/darwin/decode may not include "platform/posix/a.h"',
  ],
  ['an OS header in a fuzzer', 'native/fuzz/a.cc', '\n#include <fcntl.h>\n', 'fuzz may not include <fcntl.h>'],
  ['Node in a fuzzer', 'native/fuzz/a.cc', '\n#include <napi.h>\n', 'fuzz may not include <napi.h>'],
  [
    'more of an OS folder than its decoders in a fuzzer',
    'native/fuzz/a.cc',
    '\n#include "platform/linux/kernel/a.h"\n',
    'fuzz may not include "platform/linux/kernel/a.h"',
  ],
  [
    'an OS header in the public header',
    'native/include/a.h',
    '\n#include <sys/types.h>\n',
    'include may not include <sys/types.h>',
  ],
  ['another conditional in the public header', 'native/include/a.h', '\n#ifdef __linux__\n', '#ifdef: no preprocessor'],
  ['the language in core', 'native/core/a.h', '\n#ifdef __cplusplus\n', '#ifdef: no preprocessor conditional'],
  ...['if 1', 'ifdef __linux__', 'ifndef A_H', 'elif 1'].map((text): [string, string, string, string] => [
    `#${text}`,
    'native/platform/linux/kernel/a.h',
    `\n  # ${text}\n`,
    `#${text.split(' ')[0]}: no preprocessor conditional`,
  ]),
  ['a native folder without a rule', 'native/misc/a.cc', '', 'native/misc is not a layer with a rule'],
  ['a file that only one OS has', 'native/platform/linux/extra.cc', '', 'native/platform/darwin has no extra.cc'],
  ['jobs in a primitive', 'lib/a.ts', "\nimport { start } from './jobs/index.js';\n", '(lib/jobs)'],
  ['the supervisor in a primitive', 'lib/a.ts', "\nexport * from './supervisor/index.js';\n", '(lib/supervisor)'],
  ['jobs by package name in a primitive', 'lib/a.ts', "\nconst jobs = await import('reeve/jobs');\n", '(lib/jobs)'],
  ['native in the jobs', 'lib/jobs/a.ts', "\nimport { native } from '../native/addon.js';\n", '(lib/native)'],
  [
    'the supervisor in the jobs',
    'lib/jobs/a.ts',
    "\nimport type { S } from '../supervisor/index.js';\n",
    '(lib/supervisor)',
  ],
  ['a private primitive in the jobs', 'lib/jobs/a.ts', "\nimport '../wait-pid.js';\n", 'only lib/index.ts'],
  ['native in the command', 'lib/cli/a.ts', "\nimport '../native/addon.js';\n", '(lib/native)'],
  ['the command in the jobs', 'lib/jobs/a.ts', "\nimport '../cli/main.js';\n", '(lib/cli)'],
  ['native in the supervisor', 'lib/supervisor/a.ts', "\nimport '../native/addon.js';\n", '(lib/native)'],
  ['a primitive in lib/native', 'lib/native/a.ts', "\nimport '../wait-pid.js';\n", '(lib/*.ts)'],
  ['anything in the generated types', 'lib/generated/a.ts', "\nimport '../native/addon.js';\n", '(lib/native)'],
  ['a path out of lib', 'lib/a.ts', "\nimport '../package.json';\n", 'only lib/native may reach outside lib'],
  ['a lib folder without a rule', 'lib/util/a.ts', '', 'lib/util is not a layer with a rule'],
];

function goodPart(top: string): Files {
  return Object.fromEntries(Object.entries(good).filter(([file]) => file.startsWith(top)));
}

test('accepts a good tree', async () => {
  const stdout = expect.stringMatching(/^layers: 15 native and 8 lib .*\n$/);
  expect(await check(good)).toEqual({ status: 0, stdout, stderr: '' });
});

test.concurrent.each(refused)('refuses %s', async (_kind, file, text, rule) => {
  const { status, stderr } = await check({ ...goodPart(file.slice(0, file.indexOf('/') + 1)), [file]: text });
  const line = text === '' ? 1 : 2;
  const [first] = stderr.split('\n');
  expect(status).toBe(1);
  expect(first).toContain(`${file}:${line}: `);
  expect(first).toContain(rule);
});

test('refuses a folder that holds nothing to check', async () => {
  const stderr = expect.stringContaining('nothing was checked');
  expect(await check({ 'README.md': '' })).toMatchObject({ status: 1, stderr });
});
