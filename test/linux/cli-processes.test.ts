import { readFileSync } from 'node:fs';
import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { scratchJobs, startShell } from '../helpers/durable-jobs.js';
import { startListener } from '../helpers/listener.js';
import { reeve } from '../helpers/reeve-command.js';
import { expectValid } from '../helpers/schemas.js';
import { until } from '../helpers/until.js';

const lines = (text: string) => text.trimEnd().split('\n');
const cells = (line: string | undefined) => (line ?? '').split(/\s{2,}/);

describe.runIf(capabilities().keeper.available)('reeve tree, ps and ports', () => {
  test('tree draws a job with who left it by parenthood, and a process with what descends from it', async () => {
    const jobs = scratchJobs();
    const script = '(setsid sleep 601 &); sh -c "sleep 602; :" & sleep 603 & echo ready; wait';
    const job = await startShell(jobs, script, { name: 'one' });
    const all = await until('all of it runs', async () => {
      const { processes } = await jobs.processes(job);
      const commands = processes.map(({ cmdline }) => cmdline?.join(' '));
      return ['sleep 601', 'sleep 602', 'sleep 603'].every((one) => commands.includes(one)) && processes;
    });
    const drawn = lines((await reeve(jobs, 'tree', 'one')).out);
    expect(cells(drawn[0])).toEqual(['PID', 'CPU%', 'MEMORY', 'STATE', 'CMD']);
    expect(drawn).toHaveLength(all.length + 1);
    const command = (argument: string) =>
      drawn.find((line) => line.includes(`sleep ${argument}`) && !line.includes("'")) ?? '';
    expect(cells(command('601'))[4], 'an orphan is a root of its own').toBe('sleep 601');
    expect(command('602')).toMatch(/[├└]─ sleep 602$/);
    expect(command('603')).toMatch(/[├└]─ sleep 603$/);
    const depth = (argument: string) => command(argument).search(/[├└]─ sleep/);
    expect(depth('602'), 'a child of a child').toBeGreaterThan(depth('603'));
    expect(Number(cells(command('603'))[0])).toBe(all.find(({ cmdline }) => cmdline?.[1] === '603')?.pid);
    const below = lines((await reeve(jobs, 'tree', String(job.pid))).out);
    expect(below).toHaveLength(all.length);
    expect(below.join('\n')).not.toContain('sleep 601\n');
    const list = await reeve(jobs, 'tree', '--json', '--sample', '50ms', 'one');
    expectValid('process-list', JSON.parse(list.out));
    expect(JSON.parse(list.out)).toMatchObject({ cpu_mode: 'monitor', sample_duration_ms: 50 });
  });

  test('ps tells all of one process, and a line each of several, jobs or pids', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600', { name: 'one', cwd: '/usr' });
    await until('it runs', () => readFileSync(`/proc/${job.pid}/cmdline`, 'utf8').startsWith('sleep'));
    const one = (await reeve(jobs, 'ps', 'one')).out;
    expect(one).toMatch(new RegExp(`^pid +${job.pid}$`, 'm'));
    expect(one).toMatch(/^command +sleep 600$/m);
    expect(one).toMatch(/^cwd +\/usr$/m);
    const several = lines((await reeve(jobs, 'ps', String(process.pid), job.id)).out);
    expect(several.map((line) => cells(line)[0])).toEqual(['PID', String(process.pid), String(job.pid)]);
    const record = JSON.parse((await reeve(jobs, 'ps', '--json', 'one')).out);
    expectValid('process-info', record);
    expect(record).toMatchObject({ pid: job.pid, identity: job.identity });
    const gone = await reeve(jobs, 'ps', 'one', '2147483646');
    expect(gone).toMatchObject({ code: 3, err: expect.stringContaining('ESRCH') });
    expect(gone.out).toContain(String(job.pid));
    expect(await reeve(jobs, 'ps', '0')).toMatchObject({ code: 2, out: '' });
  });

  test('ports tells who listens: all of a job, a process with what descends from it, or whoever has a port', async () => {
    const jobs = scratchJobs();
    const code = `require('node:net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port) })`;
    const job = await startShell(jobs, `'${process.execPath}' -e "$CODE" & wait`, {
      name: 'server',
      env: { CODE: code },
    });
    const port = await until('it listens', () => Number(readFileSync(job.logs.stdout as string, 'utf8')) || null);
    const stranger = await startListener('127.0.0.1');
    for (const named of ['server', String(job.pid)]) {
      const [head, row, ...more] = lines((await reeve(jobs, 'ports', named)).out);
      expect(cells(head)).toEqual(['PROTO', 'ADDRESS', 'PID', 'USER', 'CMD']);
      expect(cells(row).slice(0, 2)).toEqual(['tcp', `127.0.0.1:${port}`]);
      expect(more).toEqual([]);
    }
    const found = JSON.parse((await reeve(jobs, 'ports', '--json', '--tcp', '--port', String(stranger.port))).out);
    expectValid('port-bindings', found);
    expect(found.bindings.map(({ pid }: { pid: number }) => pid)).toEqual([stranger.job.pid]);
    expect(JSON.parse((await reeve(jobs, 'ports', '--json', '--udp', 'server')).out).bindings).toEqual([]);
  });

  test.each([
    [['tree']],
    [['ps']],
    [['ports', '--port', '0']],
    [['ports', '--port', 'http']],
    [['ports', '--tcp', '--udp']],
    [['tree', '--sample', 'long', 'one']],
    [['tree', '--sample', '1ms', String(process.pid)]],
  ])('%j is wrong usage', async (args) => {
    expect(await reeve(scratchJobs(), ...args)).toMatchObject({ code: 2, out: '' });
  });
});
