// What every prebuilt addon has to do in every host. Plain CommonJS, so that every runtime takes it as it is.
// Usage: <runtime> smoke.cjs <package folder> [worker]. Prints one JSON object: { check: null | why it failed }.
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { dirname, join } = require('node:path');
const { Worker } = require('node:worker_threads');
const commands = require('./commands.cjs');

const [packageFolder, place, target] = process.argv.slice(2);

const keeper = { linux: 'reeve-keeper', win32: 'reeve-keeper.exe' }[process.platform];

function start([command, ...args], options) {
  return spawn(command, args, options);
}

function expect(condition, what) {
  if (!condition) throw new Error(what);
}

const checks = {
  'is for this target': ({ native }) => expect(native.builtFor === target, `it says ${native.builtFor}`),

  'getProcess, checkIdentity': ({ reeve }) => {
    const own = reeve.getProcess(process.pid);
    expect(own.pid === process.pid && own.ppid === process.ppid, JSON.stringify(own));
    const { status } = reeve.checkIdentity(own);
    expect(status === 'same', `own identity is ${status}`);
  },

  'an error is a record': ({ reeve }) => {
    try {
      reeve.getProcess(2 ** 31 - 1);
    } catch (error) {
      expect(error instanceof reeve.ReeveError && error.code === 'ESRCH', String(error));
      return;
    }
    throw new Error('a process that is not there was found');
  },

  'waitPid, not started by reeve': async ({ reeve }) => {
    const child = start(commands.readsToTheEnd, { stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = reeve.waitPid(child.pid, { timeout_ms: 20_000 });
    child.stdin.end();
    expect((await ended).exited, 'its end was not heard of');
  },

  'terminateTree, not started by reeve': async ({ reeve }) => {
    const child = start(commands.printsItsChild, { stdio: ['ignore', 'pipe', 'ignore'] });
    const grandchild = reeve.getProcess(Number((await once(child.stdout, 'data'))[0]));
    const ending = { signal: 'SIGKILL', kill_timeout_ms: 20_000 };
    const { exited, survivors } = await reeve.terminateTree(child.pid, ending);
    expect(exited && survivors.length === 0, `survivors: ${JSON.stringify(survivors)}`);
    const { status } = reeve.checkIdentity(grandchild);
    expect(status === 'gone', `the grandchild is ${status}`);
  },

  'spawnInGroup, waitPid': async ({ reeve }) => {
    const job = reeve.spawnInGroup({ argv: commands.exits7, stdout: 'ignore' });
    const { exit_code } = await reeve.waitPid(job, { timeout_ms: 20_000 });
    expect(exit_code === 7, `exit code ${exit_code}`);
  },

  'spawnInGroup, terminateTree': async ({ reeve }) => {
    const job = reeve.spawnInGroup({ argv: commands.leavesOneBehind, stdin: 'pipe', stdout: 'pipe' });
    job.stdin.end();
    await once(job.stdout, 'data');
    const { exited, survivors } = await reeve.terminateTree(job, { grace_timeout_ms: 5000 });
    expect(exited && survivors.length === 0, `survivors: ${JSON.stringify(survivors)}`);
    const end = await reeve.waitPid(job);
    expect(end.signal !== null || end.exit_code !== null, 'how the first process ended is not known');
  },

  ...(keeper && {
    'a keeper, by the file beside the addon': async ({ reeve }) => {
      const job = reeve.spawnInGroup({ argv: commands.leavesOneBehind, stdout: 'pipe', containment: 'keeper' });
      await once(job.stdout, 'data');
      const { exe_path } = reeve.getProcess(job.containment.keeper.pid);
      const { tree_kill_reliability, survivors } = await reeve.terminateTree(job, { grace_timeout_ms: 5000 });
      expect(tree_kill_reliability === 'guaranteed' && survivors.length === 0, JSON.stringify(survivors));
      const file = join(dirname(process.env.REEVE_ADDON), keeper);
      expect(exe_path?.toLowerCase() === file.toLowerCase(), `it runs ${exe_path}`);
    },
  }),

  'spawnInGroup, no such command': ({ reeve }) => {
    try {
      reeve.spawnInGroup({ argv: [`${packageFolder}/no-such-command`] });
    } catch (error) {
      expect(error.code === 'ENOENT', String(error));
      return;
    }
    throw new Error('it was started');
  },
};

async function inThisThread() {
  const results = {};
  const reeve = require(packageFolder);
  const { native } = require(`${packageFolder}/dist/cjs/native/load.js`);
  for (const [name, check] of Object.entries(checks)) {
    results[name] = await Promise.resolve()
      .then(() => check({ reeve, native }))
      .then(
        () => null,
        (error) => error.message,
      );
  }
  return results;
}

/** Loads reeve in a worker, uses it and ends the worker, twice: the addon stays, its environments come and go. */
async function inWorkers() {
  const code = `const reeve = require(${JSON.stringify(packageFolder)});
    const own = reeve.getProcess(process.pid);
    const [command, ...args] = ${JSON.stringify(commands.readsToTheEnd)};
    const child = require('node:child_process').spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'] });
    // It ends once it is waited for: whoever started it may reap it at any moment from then on.
    const ended = reeve.waitPid(child.pid);
    child.stdin.end();
    ended.then((result) => require('node:worker_threads').parentPort.postMessage(
      own.pid === process.pid && result.exited ? 'works' : 'fails'));`;
  for (let round = 0; round < 2; ++round) {
    const worker = new Worker(code, { eval: true });
    const [answer] = await once(worker, 'message');
    await worker.terminate();
    if (answer !== 'works') return { 'in a worker': answer };
  }
  return { 'in a worker': null };
}

(place === 'worker' ? inWorkers() : inThisThread()).then(
  (results) => {
    process.stdout.write(`${JSON.stringify(results)}\n`, () => process.exit(0));
  },
  (error) => {
    process.stderr.write(`${error.stack}\n`, () => process.exit(1));
  },
);
