import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { capabilities, type SpawnInGroupConfig, terminateTree, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { start, startReady } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { scratchFolder } from '../helpers/scratch.js';
import { needsRoot } from './helpers/privileges.js';
import { logFiles, wholeLog } from './helpers/rotated.js';
import { smallDisk } from './helpers/small-disk.js';

const lines = (count: number) => Array.from({ length: count }, (_, at) => `${at + 1}\n`).join('');

async function run(config: SpawnInGroupConfig) {
  const job = start({ stderr: 'ignore', ...config });
  const exit = await waitPid(job);
  return { job, exit };
}

describe.runIf(capabilities().keeper.available)('a log that the keeper writes', () => {
  test('is the job, whole and in order, in files that end with a line', async () => {
    const file = `${scratchFolder()}/out.log`;
    const { job, exit } = await run({
      argv: ['seq', '100000'],
      stdout: { file, rotate: { max_bytes: 50_000, keep: 100 } },
    });
    expect(exit).toMatchObject({ exit_code: 0, exit_code_source: 'keeper' });
    expect(job.containment.keeper).not.toBeNull();
    expect(wholeLog(file)).toBe(lines(100_000));
    const full = logFiles(file).slice(0, -1);
    expect(full.length).toBe(11);
    for (const path of full) {
      expect(readFileSync(path, 'latin1').endsWith('\n')).toBe(true);
      expect(statSync(path).size).toBeGreaterThanOrEqual(50_000);
      expect(statSync(path).size).toBeLessThan(50_010);
    }
  });

  test('keeps as many files as it was told, the latest', async () => {
    const file = `${scratchFolder()}/out.log`;
    await run({ argv: ['seq', '100000'], stdout: { file, rotate: { max_bytes: 50_000, keep: 2 } } });
    expect(logFiles(file)).toEqual([`${file}.2`, `${file}.1`, file]);
    expect(lines(100_000).endsWith(wholeLog(file))).toBe(true);
  });

  test('cuts a line without end 64 KiB beyond', async () => {
    const file = `${scratchFolder()}/out.log`;
    await run({
      argv: ['head', '-c', '300000', '/dev/zero'],
      stdout: { file, rotate: { max_bytes: 10_000, keep: 100 } },
    });
    expect(logFiles(file).map((path) => statSync(path).size)).toEqual([75_536, 75_536, 75_536, 73_392]);
  });

  test('goes on where one was, or begins anew', async () => {
    const file = `${scratchFolder()}/out.log`;
    writeFileSync(file, 'before\n');
    const rotate = { max_bytes: 4096, keep: 3 };
    await run({ argv: ['echo', 'more'], stdout: { file, append: true, rotate } });
    expect(wholeLog(file)).toBe('before\nmore\n');
    await run({ argv: ['echo', 'new'], stdout: { file, rotate } });
    expect(wholeLog(file)).toBe('new\n');
  });

  test('begins anew when its time is over, and not before the end of a line', async () => {
    const folder = scratchFolder();
    const file = `${folder}/out.log`;
    const rotate = { max_bytes: 1_000_000, max_age_ms: 1000, keep: 100 };
    const script = 'n=0; until [ -e "$0.2" ]; do n=$((n+1)); printf %s $n; sleep 0.01; echo; done';
    await run({ argv: ['sh', '-c', script, file], stdout: { file, rotate } });
    const text = wholeLog(file);
    expect(text).toBe(lines(text.split('\n').length - 1));
    const older = readdirSync(folder).filter((name) => name !== 'out.log');
    expect(older.length).toBeGreaterThan(1);
    for (const name of older) expect(readFileSync(`${folder}/${name}`, 'utf8')).toMatch(/^(\d+\n)+$/);
    // Where the job is held up, a file may get one line in its time, and not every file.
    const before = older.map((name) => readFileSync(`${folder}/${name}`, 'utf8')).join('');
    expect(before.trimEnd().split('\n').length).toBeGreaterThan(2 * older.length);
  });

  test('has both outputs in the order they were written, where both go to it', async () => {
    const file = `${scratchFolder()}/out.log`;
    const log = { file, rotate: { max_bytes: 4096, keep: 100 } };
    const script = 'n=0; while [ $n -lt 2000 ]; do n=$((n+1)); echo $n; n=$((n+1)); echo $n >&2; done';
    await run({ argv: ['sh', '-c', script], stdout: log, stderr: log });
    expect(wholeLog(file)).toBe(lines(2000));
  });

  test('has the time before each line, also before empty ones and an unfinished one', async () => {
    const file = `${scratchFolder()}/out.log`;
    const before = Date.now();
    await run({ argv: ['printf', 'one\\n\\nthree'], stdout: { file, timestamps: true } });
    const told = readFileSync(file, 'latin1').split('\n');
    expect(told.map((line) => line.slice(25))).toEqual(['one', '', 'three']);
    for (const line of told) {
      const time = line.slice(0, 24);
      expect(new Date(time).toISOString()).toBe(time);
      expect(Date.parse(time)).toBeGreaterThanOrEqual(before - 1);
      expect(Date.parse(time)).toBeLessThanOrEqual(Date.now());
    }
  });

  test('loses nothing of lines written in pieces, with the time once before each', async () => {
    const file = `${scratchFolder()}/out.log`;
    const script = 'for n in $(seq 500); do printf "%s " a; printf "b %s\\n" $n; done';
    await run({
      argv: ['sh', '-c', script],
      stdout: { file, timestamps: true, rotate: { max_bytes: 4096, keep: 100 } },
    });
    const told = wholeLog(file).trimEnd().split('\n');
    expect(told.map((line) => line.slice(25))).toEqual(Array.from({ length: 500 }, (_, at) => `a b ${at + 1}`));
  });

  test('has all of 100 MB at full speed, each byte once', async () => {
    const file = `${scratchFolder()}/out.log`;
    // What each of them printed is known: seq's numbers.
    const count = 12_000_000;
    const { exit } = await run({
      argv: ['seq', String(count)],
      stdout: { file, rotate: { max_bytes: 10_000_000, keep: 1000 } },
    });
    expect(exit.exit_code).toBe(0);
    const hash = createHash('sha256');
    let last = 0;
    for (const path of logFiles(file)) {
      const text = readFileSync(path, 'latin1');
      hash.update(text, 'latin1');
      const [first] = text.split('\n', 1);
      expect(Number(first)).toBe(last + 1);
      last = Number(text.slice(text.lastIndexOf('\n', text.length - 2) + 1));
    }
    expect(last).toBe(count);
    const wanted = createHash('sha256');
    for (let at = 1; at <= count; at += 100_000) {
      wanted.update(Array.from({ length: Math.min(100_000, count - at + 1) }, (_, step) => `${at + step}\n`).join(''));
    }
    expect(hash.digest('hex')).toBe(wanted.digest('hex'));
  }, 240_000);

  test('has the last words before anybody hears of the end', async () => {
    const folder = scratchFolder();
    for (let round = 0; round < 30; round++) {
      const file = `${folder}/${round}.log`;
      const { job } = await run({ argv: ['echo', 'last'], stdout: { file, timestamps: true } });
      expect(readFileSync(file, 'latin1').slice(25)).toBe('last\n');
      await terminateTree(job);
    }
  });

  test('has what children wrote after the first process ended', async () => {
    const file = `${scratchFolder()}/out.log`;
    const { job } = await startReady({
      argv: ['sh', '-c', 'exec 3<&0; (read line <&3; echo "$line"; seq 5000) >&2 & echo ready'],
      stdin: 'pipe',
      stderr: { file, rotate: { max_bytes: 4096, keep: 100 } },
    });
    await waitPid(job);
    job.stdin?.end('child\n');
    await waitPid(job.containment.keeper as { pid: number; identity: string });
    expect(wholeLog(file)).toBe(`child\n${lines(5000)}`);
  });

  test('is written by one keeper at a time', async () => {
    const file = `${scratchFolder()}/out.log`;
    const log = { file, append: true, timestamps: true };
    const job = start({ argv: [program('sleeper')], stdout: log });
    expect(() => start({ argv: ['true'], stdout: log })).toThrow(
      expect.objectContaining({ code: 'EBUSY', message: expect.stringContaining("another job's keeper writes it") }),
    );
    await terminateTree(job, { signal: 'SIGKILL', kill_timeout_ms: 20_000 });
    // A job may be over a moment before its keeper, which has the log.
    await waitPid(job.containment.keeper as { pid: number; identity: string });
    await run({ argv: ['echo', 'next'], stdout: log });
    expect(readFileSync(file, 'latin1').endsWith('Z next\n')).toBe(true);
  });

  test('is no link, no folder, no device, and is in a folder that is there', () => {
    const folder = scratchFolder();
    mkdirSync(`${folder}/folder`);
    symlinkSync('target', `${folder}/link`);
    const tries: [string, string][] = [
      [`${folder}/link`, 'ELOOP'],
      [`${folder}/folder`, 'EISDIR'],
      [`${folder}/folder/`, 'EISDIR'],
      [`${folder}/none/out.log`, 'ENOENT'],
      ['/dev/null', 'EINVAL'],
      [`${folder}/${'n'.repeat(241)}`, 'ENAMETOOLONG'],
    ];
    for (const [file, code] of tries) {
      expect(() => start({ argv: ['true'], stdout: { file, timestamps: true } }), file).toThrow(
        expect.objectContaining({ code, message: expect.stringContaining(file) }),
      );
    }
    expect(readdirSync(folder).sort()).toEqual(['folder', 'link']);
  });

  test.each([
    [{ max_bytes: 4095 }, 'max_bytes'],
    [{ max_bytes: 1.5 }, 'max_bytes'],
    [{ max_bytes: '1' }, 'max_bytes'],
    [{}, 'max_bytes'],
    [{ max_bytes: 5000, keep: 0 }, 'keep'],
    [{ max_bytes: 5000, max_age_ms: 999 }, 'max_age_ms'],
    [{ max_bytes: 5000, max_age_ms: 1e12 }, 'max_age_ms'],
    [{ max_age_ms: 5000 }, 'max_bytes'],
    [{ max_bytes: 5000, keep: 1001 }, 'keep'],
    [{ max_bytes: 5000, kept: 1 }, 'kept'],
    ['daily', 'rotate'],
  ])('is not rotated by %j', (rotate, named) => {
    const stdout = { file: `${scratchFolder()}/out.log`, rotate } as SpawnInGroupConfig['stdout'];
    expect(() => start({ argv: ['true'], stdout })).toThrow(named);
  });

  test('needs a keeper, which a group has not', () => {
    const stdout = { file: `${scratchFolder()}/out.log`, timestamps: true };
    expect(() => start({ argv: ['true'], stdout, containment: 'group' })).toThrow('needs a keeper');
  });

  test('goes on past a limit on the size of files', async () => {
    const file = `${scratchFolder()}/out.log`;
    const job = async (reeve: typeof import('reeve'), path: string) => {
      const stdout = { file: path, rotate: { max_bytes: 10_000_000, keep: 100 } };
      const seq = reeve.spawnInGroup({ argv: ['seq', '100000'], stdout, stderr: 'ignore' });
      return reeve.waitPid(seq);
    };
    await inChild(job, file, { through: ['bash', '-c', 'ulimit -f 100; exec "$@"', 'bash'] });
    expect(wholeLog(file)).toBe(lines(100_000));
    expect(logFiles(file).length).toBeGreaterThan(5);
  });
});

interface OnDisk {
  argv: string[];
  folder: string;
}

/** Fills the disk up with the log of a job, makes room, and gives what is in the log when the job is over. */
async function fillWithLog(reeve: typeof import('reeve'), { argv, folder }: OnDisk) {
  const { readFileSync, readdirSync, rmSync, statfsSync, writeFileSync } = process.getBuiltinModule('node:fs');
  const { setTimeout: pause } = process.getBuiltinModule('node:timers/promises');
  writeFileSync(`${folder}/ballast`, Buffer.alloc(400_000));
  const file = `${folder}/out.log`;
  const stdout = { file, rotate: { max_bytes: 60_000, keep: 100 } };
  const job = reeve.spawnInGroup({ argv, stdout, stderr: 'ignore' });
  while (statfsSync(folder).bavail > 0) await pause(5);
  const held = await reeve.waitPid(job, { timeout_ms: 300 });
  rmSync(`${folder}/ballast`);
  const exit = await reeve.waitPid(job);
  const names = readdirSync(folder).filter((name) => name !== 'out.log');
  names.sort((one, other) => Number(other.slice(8)) - Number(one.slice(8)));
  const text = [...names, 'out.log'].map((name) => readFileSync(`${folder}/${name}`, 'latin1')).join('');
  return { held: held.timed_out, exit: exit.exit_code, text };
}

describe.runIf(capabilities().keeper.available)('on a disk that fills up', () => {
  test('a job waits until there is room, and nothing of its log is lost or doubled', async (ctx) => {
    needsRoot(ctx);
    const { folder, under } = smallDisk('size=800k');
    const { answer } = await inChild(fillWithLog, { argv: ['seq', '100000'], folder }, { through: under });
    expect(answer.held, 'the job was held up').toBe(true);
    expect(answer.exit).toBe(0);
    expect(answer.text).toBe(lines(100_000));
  });
});

test('what a keeper left that was killed while it changed files does not stop the next', async (ctx) => {
  if (!capabilities().keeper.available) return ctx.skip();
  const file = `${scratchFolder()}/out.log`;
  const { job } = await startReady({
    argv: ['sh', '-c', 'echo ready; read line; seq 3000 >&2; read line; seq 3001 6000 >&2'],
    stdin: 'pipe',
    stderr: { file, rotate: { max_bytes: 4096, keep: 100 } },
  });
  appendFileSync(`${file}.reeve-new`, '');
  job.stdin?.write('go\n');
  job.stdin?.end('go\n');
  await waitPid(job);
  expect(wholeLog(file)).toBe(lines(6000));
  expect(readdirSync(file.slice(0, -8)).every((name) => /^out\.log(\.\d+)?$/.test(name))).toBe(true);
});
