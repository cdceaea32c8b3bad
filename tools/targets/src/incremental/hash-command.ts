// Prints the hash of every task of the workspace that NX_WORKSPACE_ROOT_PATH names, as JSON by the task's name. Nx reads
// a task from its cache if and only if it has seen the hash before, so that two lists tell what a change makes it run.
//
//   NX_WORKSPACE_ROOT_PATH=... node tools/targets/dist/incremental/hash-command.js lint build ...
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createProjectGraphAsync, workspaceRoot } from '@nx/devkit';
import { createTaskHasher } from 'nx/src/hasher/create-task-hasher.js';
import { hashTasks } from 'nx/src/hasher/hash-task.js';
import { createTaskGraph } from 'nx/src/tasks-runner/create-task-graph.js';

const targets = process.argv.slice(2);
const graph = await createProjectGraphAsync({ exitOnError: true });
const settings = JSON.parse(await readFile(join(workspaceRoot, 'nx.json'), 'utf8'));
const tasks = createTaskGraph(graph, {}, Object.keys(graph.nodes), targets, undefined, {});
const names = Object.keys(tasks.tasks);
const environments = Object.fromEntries(names.map((name) => [name, process.env]));
await hashTasks(createTaskHasher(graph, settings), graph, tasks, environments, null);
console.log(JSON.stringify(Object.fromEntries(names.map((name) => [name, tasks.tasks[name]?.hash]))));
process.exit(0); // the plugins' processes would wait for more
