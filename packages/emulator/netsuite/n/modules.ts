/** Every N/ module that a script may name. A module without emulation is refused at the first access to a member. */

import type { Engine } from '../runtime/engine';
import { guardModule } from '../runtime/members';
import { cacheModule } from './cache';
import { cryptoModule, encodeModule, randomModule } from './crypto';
import { emailModule } from './email';
import { errorModule, logModule } from './error_and_log';
import { formatModule } from './format';
import { httpsModule } from './https';
import { queryModule } from './query';
import { recordModule } from './record';
import { redirectModule } from './redirect';
import { runtimeModule } from './runtime';
import { searchModule } from './search';
import { serverWidgetModule } from './server_widget';
import { taskModule } from './task';
import { urlModule } from './url';

const makers: Readonly<Record<string, (engine: Engine) => object>> = {
  'N/cache': cacheModule,
  'N/crypto': cryptoModule,
  'N/crypto/random': randomModule,
  'N/email': emailModule,
  'N/encode': encodeModule,
  'N/error': errorModule,
  'N/format': formatModule,
  'N/https': httpsModule,
  'N/log': logModule,
  'N/query': queryModule,
  'N/record': recordModule,
  'N/redirect': redirectModule,
  'N/runtime': runtimeModule,
  'N/search': searchModule,
  'N/task': taskModule,
  'N/ui/serverWidget': serverWidgetModule,
  'N/url': urlModule,
};

export const EMULATED_MODULES: readonly string[] = Object.keys(makers);

/** Oracle's name of a module's stub. A module in a folder has its stub in a folder of its own name. */
export function stubOf(module: string): string {
  const path = module.replace(/^N\//, '');
  return path.startsWith('ui/') ? `${path}/${path.slice(3)}` : path;
}

/** Makes a module of an account; the engine keeps it. */
export function makeModule(engine: Engine, name: string): object {
  return guardModule(engine, name, stubOf(name), makers[name]?.(engine) ?? {});
}
