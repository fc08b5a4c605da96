import { describe, expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { cgroupBase, joining, ownCgroup } from './helpers/cgroup.js';
import { asNobody } from './helpers/privileges.js';
import { startAndEnd } from './helpers/start-and-end.js';

const root = process.geteuid?.() === 0;
const input = { path: program('sleeper'), containment: 'auto' as const };

describe.runIf(root)('where no cgroup is to be had', () => {
  const readOnly = [
    'unshare',
    '--mount',
    'sh',
    '-c',
    'mount --bind -o ro "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"',
  ];
  const places: [string, string[], RegExp][] = [
    ['for want of the permission', asNobody, /^cannot make a cgroup in .*: Permission denied$/],
    [
      'because it is mounted for reading only',
      [...readOnly, cgroupBase],
      /^cannot make a cgroup in .*: Read-only file system$/,
    ],
    [
      'because none is mounted',
      ['unshare', '--mount', 'sh', '-c', 'umount -l /sys/fs/cgroup && exec "$@"', 'sh'],
      /no cgroup v2 file system is mounted/,
    ],
  ];

  test.each(places)('%s, auto takes a keeper and capabilities say why', async (_name, through, reason) => {
    const { answer } = await inChild(startAndEnd, input, { through });
    expectValid('capabilities', answer.can);
    expect(answer.can.cgroup).toMatchObject({ available: false, path: null, method: 'none' });
    expect(answer.can.cgroup.reason).toMatch(reason);
    expect(answer.can).toMatchObject({
      cgroup_controllers: null,
      containments: ['keeper', 'group'],
      default_containment: 'keeper',
    });
    expect(answer.job).toMatchObject({ tree_kill_reliability: 'guaranteed', containment: { kind: 'keeper' } });
    expect(answer.ended).toMatchObject({ exited: true, tree_kill_reliability: 'guaranteed' });
  });

  test.each(places)('%s, asking for one is an error with the reason', async (_name, through) => {
    const { answer } = await inChild(startAndEnd, { ...input, containment: 'cgroup' as const }, { through });
    expectValid('error', answer.error);
    expect(answer.error).toMatchObject({ code: 'ERR_UNSUPPORTED' });
    expect(answer.error?.message).toContain(answer.can.cgroup.reason);
  });

  // Where the namespace is newer than the mount, the path that the kernel tells is not one from the mounted root.
  test.runIf(cgroupBase)('our own cgroup has no name in its namespace, jobs are not made in another one', async () => {
    const through = [...joining(ownCgroup('namespace')), 'unshare', '--cgroup'];
    const { answer } = await inChild(startAndEnd, { ...input, containment: 'cgroup' as const }, { through });
    expect(answer.can.cgroup).toMatchObject({ available: false, path: null });
    expect(answer.error).toMatchObject({ code: 'ERR_UNSUPPORTED', message: expect.stringContaining('outside') });
  });
});
