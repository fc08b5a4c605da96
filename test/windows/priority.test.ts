import { constants, getPriority } from 'node:os';
import { expect, test } from 'vitest';
import { start } from '../helpers/jobs.js';
import { idle } from '../helpers/programs.js';
import { expected } from './wine.js';

const { PRIORITY_BELOW_NORMAL, PRIORITY_HIGH, PRIORITY_LOW, PRIORITY_NORMAL } = constants.priority;

test.each([
  [-20, PRIORITY_HIGH],
  [0, PRIORITY_NORMAL],
  [5, PRIORITY_BELOW_NORMAL],
  [19, PRIORITY_LOW],
])('nice %d is the class that Node takes it for', (nice, priority) => {
  const job = start({ argv: idle, nice });
  expect(getPriority(job.pid)).toBe(expected('prioritiesAreGivenAtTheStart') ? priority : PRIORITY_NORMAL);
});
