// Debian packages of another processor, fetched and unpacked below a folder of ours: nothing is installed, and what the
// machine's own apt knows of processors stays as it is.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

function run(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (done.error) throw new Error(`cannot run ${command}: ${done.error.message}; this needs a Debian machine`);
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} failed\n${done.stderr}`);
  return done.stdout;
}

function privateApt(folder, architecture) {
  for (const part of ['state/lists/partial', 'cache/archives/partial']) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  const settings = {
    'Dir::State': join(folder, 'state'),
    'Dir::State::status': '/dev/null',
    'Dir::Cache': join(folder, 'cache'),
    'APT::Architecture': architecture,
    'APT::Architectures': architecture,
    'APT::Sandbox::User': 'root',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/** The newest kernel that a package of the form linux-image-cloud-<architecture> stands for. */
function kernelOf(apt, architecture) {
  const described = run('apt-cache', [...apt, 'show', `linux-image-cloud-${architecture}`]);
  const [, name] = /^Depends: (linux-image-\S+)/m.exec(described) ?? [];
  if (!name) throw new Error(`Debian has no linux-image-cloud-${architecture}`);
  return name;
}

/** A folder with the unpacked kernel and these packages. */
export function unpackedDebian(folder, architecture, packages) {
  const unpacked = join(folder, 'root');
  if (existsSync(unpacked)) return unpacked;
  const downloads = join(folder, 'downloads');
  const partial = `${unpacked}.partial`;
  for (const made of [downloads, partial]) {
    rmSync(made, { recursive: true, force: true });
    mkdirSync(made, { recursive: true });
  }
  const apt = privateApt(join(folder, 'apt'), architecture);
  run('apt-get', [...apt, 'update']);
  run('apt-get', [...apt, 'download', kernelOf(apt, architecture), ...packages], downloads);
  for (const file of readdirSync(downloads)) run('dpkg', ['-x', join(downloads, file), partial]);
  run('mv', [partial, unpacked]);
  return unpacked;
}
