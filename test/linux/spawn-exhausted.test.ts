import { capabilities } from 'reeve';
import { expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { program } from '../helpers/programs.js';
import { isSanitized } from '../helpers/sanitizer.js';
import { asNobody } from './helpers/privileges.js';

type Reeve = typeof import('reeve');
const path = program('sleeper');
const nobody = process.geteuid?.() === 0 ? asNobody : [];
const kinds = capabilities().keeper.available ? (['auto', 'keeper'] as const) : (['auto'] as const);
interface Input {
  command: string;
  containment: (typeof kinds)[number];
}

/** Starts jobs with pipes until one is refused; then ends them all, and starts one more. */
async function exhaust(reeve: Reeve, { command, containment }: Input) {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const children = () => readFileSync(`/proc/self/task/${process.pid}/children`, 'latin1').trim();
  reeve.capabilities();
  const jobs = [];
  let error = { code: 'none', message: '', syscall: '' };
  while (error.code === 'none' && jobs.length < 1000) {
    try {
      jobs.push(reeve.spawnInGroup({ argv: [command], containment, stdin: 'pipe', stdout: 'pipe', stderr: 'pipe' }));
    } catch (caught) {
      error = caught as typeof error;
    }
  }
  let ended = 0;
  for (const job of jobs) {
    for (const stream of [job.stdin, job.stdout, job.stderr]) stream?.destroy();
    const result = await reeve.terminateTree(job, { signal: 'SIGKILL' });
    if (result.exited) ended++;
  }
  const again = reeve.spawnInGroup({ argv: ['true'] });
  const after = await reeve.waitPid(again);
  // A keeper ends a moment after its job.
  for (const end = Date.now() + 10_000; children() !== '' && Date.now() < end; ) await new Promise(setImmediate);
  return { code: error.code, count: jobs.length, ended, again: after.exit_code, left: children() };
}

test.each(kinds)(
  'with no descriptor left a start is EMFILE, and works again once some are free: %s',
  async (containment) => {
    const input = { command: path, containment };
    const { answer } = await inChild(exhaust, input, { through: ['bash', '-c', 'ulimit -n 64; exec "$@"', 'bash'] });
    expect(answer).toMatchObject({ code: 'EMFILE', again: 0, left: '' });
    expect(answer.count).toBeGreaterThan(2);
    expect(answer.ended).toBe(answer.count);
  },
);

// The sanitizer's runtime opens descriptors of its own.
test.skipIf(isSanitized).each(kinds)(
  'EMFILE at every single step of a start leaves nothing: %s',
  async (containment) => {
    const { answer } = await inChild(
      async (reeve, { command, containment }: Input) => {
        const { closeSync, openSync, readdirSync, readFileSync, readlinkSync } = process.getBuiltinModule('node:fs');
        reeve.capabilities();
        // libuv opens a descriptor of its own, for good, with the first stream.
        const first = reeve.spawnInGroup({ argv: ['true'], stdout: 'pipe' });
        first.stdout?.destroy();
        await reeve.waitPid(first);
        const children = () => readFileSync(`/proc/self/task/${process.pid}/children`, 'latin1').trim();
        const targets = () =>
          readdirSync('/proc/self/fd').flatMap((fd) => {
            try {
              return [readlinkSync(`/proc/self/fd/${fd}`)];
            } catch {
              return [];
            }
          });
        const inTime = async (done: () => boolean) => {
          for (const end = Date.now() + 10_000; !done() && Date.now() < end; ) await new Promise(setImmediate);
        };
        const open = () => readdirSync('/proc/self/fd').length;
        // The watching thread lets go of an emptied cgroup, and of a keeper, a moment after the answer.
        await inTime(() => children() === '' && !targets().some((target) => /pidfd|cgroup/.test(target)));
        const before = open();
        const settled = (count: number) => inTime(() => open() <= count);
        const held: number[] = [];
        const codes: string[] = [];
        try {
          for (;;) held.push(openSync('/dev/null', 'r'));
        } catch {}
        for (let free = 0; free < 20; free++) {
          const pipes = { stdin: 'pipe', stdout: 'pipe', stderr: 'pipe' } as const;
          let job: ReturnType<Reeve['spawnInGroup']> | null = null;
          try {
            job = reeve.spawnInGroup({ argv: [command], containment, ...pipes });
          } catch (error) {
            codes.push((error as { code: string }).code);
          }
          if (job !== null) {
            codes.push('started');
            for (const stream of [job.stdin, job.stdout, job.stderr]) stream?.destroy();
            await reeve.terminateTree(job, { signal: 'SIGKILL' });
            await settled(before + held.length);
          }
          closeSync(held.pop() as number);
        }
        for (const fd of held) closeSync(fd);
        await settled(before);
        await inTime(() => children() === '');
        return { codes, added: open() - before, children: children() };
      },
      { command: path, containment },
      { through: ['bash', '-c', 'ulimit -n 80; exec "$@"', 'bash'] },
    );
    expect(answer.codes[0]).toBe('EMFILE');
    expect(new Set(answer.codes)).toEqual(new Set(['EMFILE', 'started']));
    expect(answer.codes.lastIndexOf('EMFILE')).toBeLessThan(answer.codes.indexOf('started'));
    expect(answer).toMatchObject({ children: '', added: 0 });
  },
);

test.each(kinds)(
  'where no more processes are allowed, a start is EAGAIN and leaves nothing: %s',
  async (containment) => {
    const { answer } = await inChild(
      async (reeve, { command, containment }: Input) => {
        const { execFileSync } = process.getBuiltinModule('node:child_process');
        const { readFileSync } = process.getBuiltinModule('node:fs');
        const before = reeve.spawnInGroup({ argv: ['true'] });
        await reeve.waitPid(before);
        execFileSync('prlimit', [`--pid=${process.pid}`, '--nproc=1:1']);
        let error = { code: 'started', syscall: '' };
        try {
          reeve.spawnInGroup({ argv: [command], containment });
        } catch (caught) {
          error = caught as typeof error;
        }
        const children = () => readFileSync(`/proc/self/task/${process.pid}/children`, 'latin1').trim();
        // The keeper of the first one ends a moment after its job.
        for (const end = Date.now() + 10_000; children() !== '' && Date.now() < end; ) await new Promise(setImmediate);
        return { code: error.code, children: children() };
      },
      { command: path, containment },
      { through: nobody },
    );
    expect(answer).toEqual({ code: 'EAGAIN', children: '' });
  },
);

test('where not even the thread that waits can be had, the first start is EAGAIN', async () => {
  const { answer } = await inChild(
    (reeve, command) => {
      process.getBuiltinModule('node:child_process').execFileSync('prlimit', [`--pid=${process.pid}`, '--nproc=1:1']);
      try {
        return String(reeve.spawnInGroup({ argv: [command] }).pid);
      } catch (error) {
        return (error as { code: string }).code;
      }
    },
    path,
    { through: nobody },
  );
  expect(answer).toBe('EAGAIN');
});
