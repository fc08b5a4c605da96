import { spawnInGroup } from 'reeve';
import { expect, test } from 'vitest';
import { refusal } from '../helpers/refusal.js';

test('a stop with the parent is refused until there is a keeper', async () => {
  const error = await refusal(spawnInGroup, { argv: ['sleep', '1000'], on_parent_exit: 'kill' });
  expect(error).toMatchObject({ code: 'ERR_UNSUPPORTED' });
});

test('the error record of a failed system call names it, with the number that Node has', async () => {
  const error = await refusal(spawnInGroup, { argv: ['/nowhere/nothing'] });
  expect(error).toMatchObject({ name: 'ReeveError', code: 'ENOENT', errno: -2, syscall: 'execve', pid: null });
});
