/**
 * Prints one digest of files and folders. Nx hashes what the command prints: of the files themselves it would see only
 * those of the workspace that git does not ignore, and data are mostly ignored. It has no `$`, backtick or double quote, so
 * that every shell takes it as it is.
 */
const SCRIPT = [
  "const f=require('fs'),h=require('crypto').createHash('sha256'),b=Buffer.alloc(1048576);",
  'const walk=(p,isMixed,isBelow)=>{let s;try{s=f.statSync(p)}catch{h.update(JSON.stringify([p,null]));return}',
  'if(s.isDirectory()){const names=f.readdirSync(p).sort();',
  "if(isMixed&&isBelow&&names.includes('run.json'))return;",
  "for(const n of names){if(isMixed&&(n[0]==='.'||n==='node_modules'))continue;walk(p+'/'+n,isMixed,true)}return}",
  "h.update(JSON.stringify([p,s.size]));const d=f.openSync(p,'r');",
  'for(let n;(n=f.readSync(d,b,0,b.length,null))>0;)h.update(b.subarray(0,n));f.closeSync(d)};',
  "for(const p of process.argv.slice(1))walk(p,p.endsWith('/'));console.log(h.digest('hex'))",
].join('');

/** The command that prints the digest of these paths, from the workspace's root. */
export const digestCommand = (paths: readonly string[], quoted: (path: string) => string): string =>
  `node -e "${SCRIPT}" ${[...paths].sort().map(quoted).join(' ')}`;
