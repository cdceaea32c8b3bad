import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { SelvedgeError } from '@selvedge/data';
import type { Command } from 'commander';
import { existingFile, folder } from '../paths.js';
import { type ConfigOptions, registryHere, withConfig } from '../registries.js';
import { openTerminal } from '../terminal.js';
import { type CommonOptions, withCommon } from './common.js';
import { type ModelOptions, runOrModel } from './predict.js';

type Options = CommonOptions & ConfigOptions & Pick<ModelOptions, 'name' | 'runs'>;

export function modelCommand(program: Command): void {
  const model = program
    .command('model')
    .summary('signatures of models: keygen, sign, verify')
    .description(
      'Signs models that travel, with Ed25519. A project whose configuration lists trustedKeys loads no model that none of them signed. MODEL is a run (folder, id, pipeline name, latest), a model folder, or a file of saveModel or Keras.',
    );

  withCommon(
    model
      .command('keygen')
      .argument('<file>', 'where the private key goes; it must not be there yet')
      .description('Makes a pair of keys: writes the private one, and prints the public one.'),
  ).action(async (file: string, options: CommonOptions) => {
    const { createSigningKeys } = await import('@selvedge/workflow/signing');
    const terminal = openTerminal(options);
    const { privateKey, publicKey } = createSigningKeys();
    await writeSecret(file, privateKey);
    terminal.out(
      options.json
        ? JSON.stringify({ file, publicKey })
        : `${file}: the private key; keep it out of the repository.\nFor selvedge.config.js: trustedKeys: ['${publicKey}']`,
    );
  });

  const onModel = (name: string, description: string): Command =>
    withCommon(
      withConfig(
        model
          .command(name)
          .argument('<model>', 'a run, a model folder or a file')
          .description(description)
          .option('--name <model>', 'which model of a run with several')
          .option('--runs <dir>', 'folder of all runs (also: SELVEDGE_RUNS)', folder),
      ),
    );

  onModel('sign', 'Writes signature.json beside the files of a model.')
    .requiredOption('--key <file>', "a private key of 'selvedge model keygen' or of openssl", existingFile)
    .addHelpText('after', '\nExample:\n  selvedge model sign latest --name cnn --key signing.pem')
    .action(async (text: string, options: Options & { readonly key: string }) => {
      const { signModel } = await import('@selvedge/pipeline');
      const terminal = openTerminal(options);
      const path = await pathOf(text, options);
      const privateKey = await readFile(options.key, 'utf8');
      const { publicKey, files } = await signModel(path, { privateKey, keyFile: options.key, ...nameOf(options) });
      terminal.out(
        options.json
          ? JSON.stringify({ model: path, publicKey, files })
          : `${path}: ${Object.keys(files).length} files signed with ${publicKey}`,
      );
    });

  onModel('verify', 'Compares the files of a model with its signature.')
    .option('--public-key <key>', 'instead of the trustedKeys of the configuration')
    .addHelpText('after', '\nExample:\n  selvedge model verify theirs/models/cnn --public-key ed25519:...')
    .action(async (text: string, options: Options & { readonly publicKey?: string }) => {
      const { verifyModel } = await import('@selvedge/pipeline');
      const terminal = openTerminal(options);
      const trustedKeys =
        options.publicKey === undefined ? (await registryHere(options)).trustedKeys : [options.publicKey];
      if (trustedKeys === undefined) throw noKeys();
      const path = await pathOf(text, options);
      const { publicKey, files } = await verifyModel(path, { trustedKeys, ...nameOf(options) });
      terminal.out(
        options.json
          ? JSON.stringify({ model: path, publicKey, files })
          : `${path}: ${Object.keys(files).length} files are as ${publicKey} signed them`,
      );
    });
}

const nameOf = ({ name }: Options): { readonly name?: string } => (name === undefined ? {} : { name });

/** The run or model that is meant. Files of Keras are not runs. */
async function pathOf(text: string, { name, runs }: Options): Promise<string> {
  if ((await stat(text).catch(() => undefined))?.isFile()) return text;
  const { path } = await runOrModel({
    model: text,
    ...(name !== undefined && { name }),
    ...(runs !== undefined && { runs }),
  });
  return path;
}

/** A key that is there already may be in use. */
async function writeSecret(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
    await chmod(file, 0o600); // whatever the mask
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'it is there already, and may be in use; name another file' : message;
    throw new SelvedgeError(code === 'EEXIST' ? 'invalid-argument' : 'io', `${file} was not written: ${why}.`, {
      cause,
    });
  }
}

const noKeys = (): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    "there is no key to compare with; pass --public-key KEY, or list it in selvedge.config.js: trustedKeys: ['ed25519:...'].",
  );
