import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnInGroup, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { readAll } from '../helpers/jobs.js';
import { scratchFolder } from '../helpers/scratch.js';

// The examples in C and Go of the pages, each a whole program, do what they say. (Those in JavaScript: test/linux.)
const root = fileURLToPath(new URL('../..', import.meta.url));
const languages = (process.env.REEVE_LANGUAGES ?? '').split(',');
const examples = readdirSync(`${root}docs`)
  .filter((name) => name.endsWith('.md'))
  .flatMap((page) => {
    const found = readFileSync(`${root}docs/${page}`, 'utf8').matchAll(/^```(c|go)\n([\s\S]*?)^```$/gm);
    return Array.from(found, ([, language = '', code = ''], index) => ({ page, number: index + 1, language, code }));
  })
  .filter(({ language }) => languages.includes(language));

/** The lines that an example says it prints: what stands behind a print, without a remark in brackets. */
function promises(code: string): string[] {
  return Array.from(code.matchAll(/(?:printf|Println)\(.*\);? \/\/ (.*)$/gm), ([, line = '']) =>
    line.replace(/ \([^()]*\)$/, ''),
  );
}

async function output(argv: string[], cwd: string): Promise<string> {
  const job = spawnInGroup({ argv, cwd, stdout: 'pipe', stderr: 'pipe' });
  const [text, complaints, end] = await Promise.all([readAll(job.stdout), readAll(job.stderr), waitPid(job)]);
  if (end.exit_code !== 0) throw new Error(`${argv.join(' ')}: ${complaints}${text}`);
  return text;
}

async function buildC(code: string, folder: string): Promise<void> {
  writeFileSync(join(folder, 'program.c'), code);
  const flags = (await output(['pkg-config', '--cflags', '--libs', 'reeve-static'], folder)).trim().split(/\s+/);
  await output(['cc', '-Wall', '-Wextra', '-Werror', '-o', 'program', 'program.c', ...flags], folder);
}

async function buildGo(code: string, folder: string): Promise<void> {
  writeFileSync(join(folder, 'program.go'), code);
  const module = `module program\n\ngo 1.19\n\nrequire reeve v0.0.0\n\nreplace reeve => ${root}go\n`;
  writeFileSync(join(folder, 'go.mod'), module);
  await output(['go', 'build', '-o', 'program', '.'], folder);
}

test('the pages have examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(2);
  for (const { code } of examples) expect(promises(code)).not.toEqual([]);
});

test.each(examples)('example $number in $language of $page runs', { timeout: 120_000 }, async ({ language, code }) => {
  const folder = scratchFolder();
  await (language === 'c' ? buildC : buildGo)(code, folder);
  const lines = (await output([join(folder, 'program')], folder)).split('\n');
  for (const promised of promises(code)) expect(lines).toContain(promised);
});
