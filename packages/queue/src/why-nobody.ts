import type { WorkerNews } from '@selvedge/workflow/types';

/** Why no worker of a list does the jobs of a run; undefined where one could. */
export function whyNobody(workers: readonly WorkerNews[], code: string, tag: string | undefined): string | undefined {
  const others = workers.filter((worker) => worker.code !== code);
  const able = workers.filter((worker) => worker.code === code && (tag === undefined || worker.tags.includes(tag)));
  if (able.length > 0) return undefined;
  const refused = others.map(({ name, code: theirs }) => `${name} has the code ${theirs.slice(0, 16)}`).join(', ');
  return others.length > 0
    ? `no worker with the code of this run (${code.slice(0, 16)}) is there: ${refused}. Install the same packages, Node release and plugins there; processors must be alike, too. Waiting.`
    : `no worker${tag === undefined ? '' : ` with the tag ${tag}`} is there; start one: selvedge worker --queue URL --store URL${tag === undefined ? '' : ` --tags ${tag}`}. Waiting.`;
}
