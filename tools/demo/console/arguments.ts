/** The arguments of `npm run console`. */

import { wholeNumber } from '../../shared/arguments';

export const CONSOLE = {
  usage: ['npm run console [port=8700]', '  shows the console in an emulated account, in a browser on this machine'],
  arguments: {
    port: wholeNumber('port', '8642 when left out; 0 = any free one', { least: 0, most: 65_535, otherwise: 8642 }),
  },
};
