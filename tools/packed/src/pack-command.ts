// Packs one package into its out-pack folder.
//
//   node tools/packed/dist/pack-command.js <folder>
import { publicPackages } from './public-packages.js';
import { pack } from './tarball.js';

const [folder] = process.argv.slice(2);
const target = [...(await publicPackages()).values()].find((entry) => entry.folder === folder);
if (!target) throw new Error(`${folder} is not the folder of a published package`);
await pack(target);
