import { spawnInGroup } from 'reeve';
import { expect, test } from 'vitest';
import { refusal } from '../helpers/refusal.js';

test('the error record of a failed system call names it, with the number that Node has', async () => {
  const error = await refusal(spawnInGroup, { argv: ['/nowhere/nothing'] });
  expect(error).toMatchObject({ name: 'ReeveError', code: 'ENOENT', errno: -2, syscall: 'execve', pid: null });
});
