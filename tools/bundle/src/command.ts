// Joins the compiled modules of a package into the few files that Node loads, in its folder dist/node.
//
//   node tools/bundle/dist/command.js [folder of the package, the working directory]
import { bundlePackage } from './bundle-package.js';

await bundlePackage(process.argv[2] ?? process.cwd());
