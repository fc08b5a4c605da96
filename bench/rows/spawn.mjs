// How long spawnInGroup holds the event loop, from a small and from a large program.
import { capabilities } from 'reeve';
import { floor, program } from '../build.mjs';
import { inTurns, median, startSamples } from '../measure.mjs';

const bar = 1.5;

async function compare({ quick }, containment, mb) {
  const base = containment === 'cgroup' ? [capabilities().cgroup.path] : [];
  const count = quick ? 20 : 60;
  const peerSamples = [];
  const rss = [];
  const { plain, duties, reeve } = await inTurns(quick ? 1 : 5, {
    plain: () => floor('spawn', program('leaf'), count, mb, 'plain', ...base),
    duties: () => floor('spawn', program('leaf'), count, mb, 'duties', ...base),
    reeve: async () => {
      const samples = await startSamples(containment, mb, count);
      peerSamples.push(...samples.peer);
      rss.push(samples.rss_mb);
      return samples.reeve;
    },
  });
  const size = `${median(rss)} MB`;
  const entry = { floor: plain.median, reeve: reeve.median, bar };
  const peers = containment === 'group' ? { node: median(peerSamples) } : {};
  return [
    {
      ...entry,
      work: `spawnInGroup, ${containment}, RSS ${size}`,
      peers,
      why: `streams, group, default signals and identity alone take ${(duties.median - plain.median).toFixed(0)} us in C`,
    },
    { ...entry, work: '  beside C with the same duties', floor: duties.median, bar: null },
    {
      work: '  longest of these calls (loop gap)',
      floor: plain.longest,
      reeve: reeve.longest,
      limit: 2000,
      peers: containment === 'group' ? { node: Math.max(...peerSamples) } : {},
      why: 'the longest of all samples: a neighbour had the core, if the C floor shows one too',
    },
  ];
}

export async function run(how) {
  const large = how.quick ? 256 : 1024;
  const rows = [...(await compare(how, 'group', 0)), ...(await compare(how, 'group', large))];
  if (capabilities().cgroup.available) rows.push(...(await compare(how, 'cgroup', 0)));
  return rows;
}
