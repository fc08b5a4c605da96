import { expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { needsRoot } from './helpers/privileges.js';
import { startAndEnd } from './helpers/start-and-end.js';

const mask = 'mount --bind /dev/null /proc/sys/kernel/random/boot_id && exec "$@"';
const through = ['unshare', '--mount', 'sh', '-c', mask, 'sh'];
const said = { code: 'EIO', syscall: 'read', message: expect.stringContaining('random/boot_id') };

test('where the system hides the boot id no record is made, for none would be taken back', async (ctx) => {
  needsRoot(ctx);
  const { answer } = await inChild(
    (reeve) => {
      try {
        return { error: null, info: reeve.getProcess(process.pid) };
      } catch (error) {
        return { error: (error as InstanceType<typeof reeve.ReeveError>).toJSON(), info: null };
      }
    },
    null,
    { through },
  );
  expectValid('error', answer.error);
  expect(answer.error).toMatchObject(said);
});

test('where the system hides the boot id no job is started', async (ctx) => {
  needsRoot(ctx);
  const input = { path: program('sleeper'), containment: 'auto' as const };
  const { answer } = await inChild(startAndEnd, input, { through });
  expect(answer.error).toMatchObject(said);
});
