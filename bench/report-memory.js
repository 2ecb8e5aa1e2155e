/** Preloaded into a measured process: says at its end how much memory it took. */
process.on('exit', () => process.stderr.write(`peak memory ${process.resourceUsage().maxRSS} KiB\n`));
