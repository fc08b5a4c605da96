// The pages' examples for a shell, run by one. A line may promise what it prints, behind a hash; what stands there in
// brackets is a remark.
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { scratchJobs } from '../helpers/durable-jobs.js';
import { command, reeve } from '../helpers/reeve-command.js';
import { run } from '../helpers/run.js';
import { nodeEnvironment } from '../helpers/sanitizer.js';
import { scratchFolder } from '../helpers/scratch.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = ['README.md', ...readdirSync(`${root}docs`).map((name) => `docs/${name}`)].filter((page) =>
  page.endsWith('.md'),
);
const textOf = (page: string) => readFileSync(root + page, 'utf8');
const examples = pages.flatMap((page) =>
  Array.from(textOf(page).matchAll(/^```sh\n([\s\S]*?)^```$/gm), ([, script = ''], at) => ({
    page,
    number: at + 1,
    script,
  })),
);

/** The lines that a script says it prints. */
function promises(script: string): string[] {
  return Array.from(script.matchAll(/^.* # (?!\()(.*)$/gm), ([, line = '']) => line.replace(/ \([^()]*\)$/, ''));
}

/**
 * A folder with a program `reeve` that is the command. Who asks it for the log of a job, or ends one, waits until that has
 * written something: each job of the pages does so at once, but nothing says that it comes to it before the next line.
 */
function commandFolder(): string {
  const folder = scratchFolder();
  const own = `'${process.execPath}' '${command}'`;
  const waits = `logs|stop) for job; do :; done; until [ -n "$(${own} logs "$job")" ]; do :; done`;
  writeFileSync(join(folder, 'reeve'), `#!/bin/sh\ncase $1 in ${waits};; esac\nexec ${own} "$@"\n`);
  chmodSync(join(folder, 'reeve'), 0o755);
  return folder;
}

// Each line of a script starts a program.
const options = { timeout: 120_000 };

describe.runIf(capabilities().keeper.available)('examples for a shell', options, () => {
  test('are there', () => {
    expect(examples.map(({ page }) => page)).toContain('README.md');
    expect(examples.flatMap(({ script }) => promises(script)).length).toBeGreaterThan(4);
  });

  test.each(examples)('example $number of $page runs', async ({ script }) => {
    const { state_dir } = scratchJobs();
    const env = {
      ...nodeEnvironment,
      PATH: [commandFolder(), process.env.PATH].join(delimiter),
      REEVE_STATE_DIR: state_dir,
    };
    const { exit_code, stdout, stderr } = await run({ argv: ['sh', '-eu', '-c', script], env, cwd: scratchFolder() });
    expect(exit_code, String(stderr)).toBe(0);
    expect(promises(script).length).toBeGreaterThan(0);
    for (const line of promises(script)) expect(String(stdout).split('\n')).toContain(line);
  });

  test('the recipes for CI name verbs and options that the command has', async (ctx) => {
    const jobs = scratchJobs();
    const calls = Array.from(textOf('docs/ci.md').matchAll(/^.*?\breeve ([a-z]+)((?: [^\n]*)?)$/gm));
    expect(calls.length).toBeGreaterThan(6);
    const helps = new Map<string, string>();
    const missing = new Set<string>();
    for (const [, verb = '', rest = ''] of calls) {
      if (!helps.has(verb)) helps.set(verb, (await reeve(jobs, verb, '--help')).out);
      const own = rest.split(' -- ')[0] as string;
      for (const [option] of own.matchAll(/(?<= )--[a-z][a-z-]*/g)) {
        if (!helps.get(verb)?.includes(option)) missing.add(`${verb} ${option}`);
      }
    }
    if (missing.delete('run --ready-port')) ctx.skip(missing.size === 0, 'the command has no --ready-port yet');
    expect([...missing]).toEqual([]);
  });
});
