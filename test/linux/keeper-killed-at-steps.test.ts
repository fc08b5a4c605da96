import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import { describe, expect, type TestContext, test } from 'vitest';
import { program } from '../helpers/programs.js';
import { isSanitized } from '../helpers/sanitizer.js';
import { scratchFolder } from '../helpers/scratch.js';
import { judge } from './helpers/judge-kill.js';
import { type Kill, type Role, Stepper } from './helpers/stepper.js';

type Case = Pick<Kill, 'observed' | 'victim' | 'after'> & { kept: boolean };

/** Kills at the first step, at the second, and so on, until the one that is looked at has made its last. */
async function killAtEveryStep(ctx: TestContext, { observed, victim, after, kept }: Case): Promise<void> {
  const stepper = new Stepper();
  const refusal = await stepper.refusal();
  if (refusal !== '') ctx.skip(`processes can't be traced here: ${refusal}`);
  const folder = scratchFolder();
  for (let step = 1; ; step++) {
    const mark = join(folder, String(step));
    const state_dir = kept ? mark : null;
    if (state_dir !== null) mkdirSync(state_dir);
    const kill: Kill = { observed, victim, step, after, state_dir, mark };
    const outcome = await stepper.run(kill);
    try {
      await judge(stepper, kill, outcome);
    } catch (error) {
      (error as Error).message = `at step ${step} ${JSON.stringify(outcome)}: ${(error as Error).message}`;
      throw error;
    }
    if (!outcome.hit) {
      expect(outcome.steps).toBeGreaterThan(5);
      return;
    }
  }
}

const roles: Role[] = ['launcher', 'keeper', 'first'];
const starts = [true, false].flatMap((kept) =>
  roles.flatMap((observed) => roles.map((victim): Case => ({ observed, victim, after: 'leave', kept }))),
);
const ends: Case[] = [
  { observed: 'keeper', victim: 'keeper', after: 'kill', kept: true },
  { observed: 'launcher', victim: 'launcher', after: 'ask', kept: true },
  { observed: 'launcher', victim: 'keeper', after: 'ask', kept: true },
  { observed: 'keeper', victim: 'launcher', after: 'ask', kept: true },
  { observed: 'keeper', victim: 'keeper', after: 'ask', kept: true },
];

// `npm run test:steps` runs all of them, every other run those that kill whom they look at.
const all = process.env.REEVE_ALL_STEPS !== undefined;
const isChosen = ({ observed, victim, kept }: Case) => all || (kept && observed === victim);

describe.runIf(capabilities().keeper.available && !isSanitized)(
  'a kept job of which one of the three is killed',
  () => {
    const limits = { timeout: 300_000 };

    test.for(starts.filter(isChosen))(
      'at its start: $victim, at every step of $observed, state kept: $kept',
      limits,
      (one, ctx) => killAtEveryStep(ctx, one),
    );

    test.for(ends.filter(isChosen))(
      'at its end, by "$after": $victim, at every step of $observed',
      limits,
      (one, ctx) => killAtEveryStep(ctx, one),
    );
  },
);

test('where tracing is forbidden, that is found out before', async () => {
  const stepper = new Stepper([program('refusing'), 'ptrace=EPERM', '--']);
  expect(await stepper.refusal()).toContain('not permitted');
});
