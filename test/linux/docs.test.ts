import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { capabilities, spawnInGroup, waitPid } from 'reeve';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { readAll } from '../helpers/jobs.js';
import { nodeEnvironment } from '../helpers/sanitizer.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = ['README.md', ...readdirSync(`${root}docs`).map((name) => `docs/${name}`)].filter((page) =>
  page.endsWith('.md'),
);
const examples = pages.flatMap((page) => {
  const found = readFileSync(root + page, 'utf8').matchAll(/^```(js|ts)\n([\s\S]*?)^```$/gm);
  return Array.from(found, ([, language, code = ''], index) => ({ page, number: index + 1, language, code }));
});

/** What Node runs: TypeScript, and with it what is newer than the oldest Node, is compiled first. */
function runnable(language: string | undefined, code: string): string {
  if (language === 'js') return code;
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}

/** The lines that an example says it prints: what stands behind a console.log, without a remark in brackets. */
function promises(code: string): string[] {
  return Array.from(code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm), ([, line = '']) =>
    line.replace(/ \([^()]*\)$/, ''),
  );
}

test('the pages have examples', () => {
  expect(examples.length).toBeGreaterThan(4);
  expect(examples.flatMap(({ code }) => promises(code)).length).toBeGreaterThan(8);
});

test.each(examples)('example $number of $page runs', async ({ language, code }) => {
  const job = spawnInGroup({
    argv: [process.execPath, '--input-type=module', '-e', runnable(language, code)],
    cwd: root,
    env: nodeEnvironment,
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [output, complaints, end] = await Promise.all([readAll(job.stdout), readAll(job.stderr), waitPid(job)]);
  expect(complaints).toBe('');
  expect(end.exit_code).toBe(0);
  for (const promised of promises(code)) expect(output.split('\n')).toContain(promised);
});

test('the main job runs and ends its tree', async () => {
  const job = spawnInGroup({
    argv: [process.execPath, 'examples/main-job.mjs'],
    cwd: root,
    env: nodeEnvironment,
    stdout: 'pipe',
  });
  const output = await readAll(job.stdout);
  expect((await waitPid(job)).exit_code).toBe(0);
  expect(output).toContain('(no process of the job is left)');
  expect(output).toContain('"exit_code": 7');
  if (!capabilities().keeper.available) return;
  expect(output).toMatch(/another program: 'server' runs as \d+, its log is 'ready'/);
  expect(output).toContain("another program: asked to start 'server', it got the one that runs");
  expect(output).toContain("another program: 'server' is cancelled with SIGTERM");
  expect(output).toContain("another program: 'short' is failed with 7");
  expect(output).toContain('2 records were removed');
});
