import { simulate } from './command';

// NetSuite's engine keeps dates in Pacific time; the first Date decides a process's time zone.
process.env['TZ'] = 'America/Los_Angeles';

simulate(process.argv.slice(2), (line) => console.log(line)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
