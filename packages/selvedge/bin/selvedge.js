#!/usr/bin/env node
// The command of @selvedge/cli, for whoever installs this package alone.
import { main } from '@selvedge/cli';

process.exitCode = await main(process.argv);
