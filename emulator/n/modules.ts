/** Every N/ module a script may name. What is not here is refused as soon as anything of it is touched. */

import { guardModule } from '../runtime/members';
import type { Engine } from '../runtime/engine';
import { cacheModule } from './cache';
import { cryptoModule, encodeModule } from './crypto';
import { emailModule } from './email';
import { errorModule, logModule } from './error_and_log';
import { formatModule } from './format';
import { httpsModule } from './https';
import { recordModule } from './record';
import { runtimeModule } from './runtime';
import { searchModule } from './search';
import { taskModule } from './task';
import { urlModule } from './url';

const makers: Readonly<Record<string, (engine: Engine) => object>> = {
  'N/cache': cacheModule,
  'N/crypto': cryptoModule,
  'N/email': emailModule,
  'N/encode': encodeModule,
  'N/error': errorModule,
  'N/format': formatModule,
  'N/https': httpsModule,
  'N/log': logModule,
  'N/record': recordModule,
  'N/runtime': runtimeModule,
  'N/search': searchModule,
  'N/task': taskModule,
  'N/url': urlModule,
};

export const EMULATED_MODULES: readonly string[] = Object.keys(makers);

const known = new WeakMap<Engine, Map<string, object>>();

export function moduleOf(engine: Engine, name: string): object {
  let modules = known.get(engine);
  if (modules === undefined) known.set(engine, (modules = new Map()));
  let module = modules.get(name);
  if (module === undefined) {
    module = guardModule(engine, name, name.replace(/^N\//, ''), makers[name]?.(engine) ?? {});
    modules.set(name, module);
  }
  return module;
}
