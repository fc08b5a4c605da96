import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SpawnInGroupConfig, spawnInGroup } from 'reeve';
import { expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { refusal } from '../helpers/error-record.js';
import { start } from '../helpers/jobs.js';
import { scratchFolder } from '../helpers/scratch.js';
import { asNobody } from './helpers/privileges.js';

const argv = ['true'];
const errorOf = (config: SpawnInGroupConfig) => refusal(() => start(config));

test('a pipe in the file system that nobody reads is ENXIO, at once', () => {
  const file = join(scratchFolder(), 'fifo');
  spawnSync('mkfifo', [file]);
  expect(errorOf({ argv, stdout: { file } })).toMatchObject({ code: 'ENXIO', syscall: 'open' });
});

test('a folder is EISDIR', () => {
  expect(errorOf({ argv, stdout: { file: scratchFolder() } })).toMatchObject({ code: 'EISDIR' });
});

test('a file without the permission is EACCES', async () => {
  const folder = scratchFolder();
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'closed'), { mode: 0o700 });
  const script = (reeve: { spawnInGroup: typeof spawnInGroup }, file: string) => {
    try {
      reeve.spawnInGroup({ argv: ['true'], stdout: { file } });
    } catch (error) {
      return (error as { code: string }).code;
    }
    return 'started';
  };
  const { answer } = await inChild(script, join(folder, 'closed', 'log'), { through: asNobody });
  expect(answer).toBe('EACCES');
});
