/**
 * The JavaScript realm of the scripts, with the language only. It has no process, timers, network, console or Intl,
 * because NetSuite does not document them. Date follows virtual time, and Math.random is seeded.
 */

import { types } from 'node:util';
import { createContext, Script } from 'node:vm';

export type ModuleFactory = (define: unknown, require: unknown) => void;

interface Makers {
  array(): unknown[];
  object(): Record<string, unknown>;
  date(ms: number): Date;
  error(name: string, message: string): object;
  addedGlobals(): string[];
}

const prelude = `(function (now, random) {
  'use strict';
  const RealDate = Date;
  function VirtualDate(...parts) {
    if (new.target === undefined) return new RealDate(now()).toString();
    return Reflect.construct(RealDate, parts.length === 0 ? [now()] : parts, new.target);
  }
  VirtualDate.prototype = RealDate.prototype;
  Object.defineProperty(RealDate.prototype, 'constructor', { value: VirtualDate, configurable: true, writable: true });
  VirtualDate.now = now;
  VirtualDate.parse = RealDate.parse;
  VirtualDate.UTC = RealDate.UTC;
  globalThis.Date = VirtualDate;
  Math.random = random;
  for (const name of ['console', 'Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics']) delete globalThis[name];
  // Whether it is an instance of Error is not documented: code has to go by its name.
  class SuiteScriptError {
    constructor(name, message) {
      this.type = 'error.SuiteScriptError';
      this.id = '';
      this.name = name;
      this.message = message;
      this.stack = [];
      this.cause = null;
      this.notifyOff = false;
    }
    toJSON() {
      return { type: this.type, name: this.name, message: this.message, stack: this.stack, cause: this.cause, id: this.id };
    }
    toString() {
      return JSON.stringify(this);
    }
  }
  const known = new Set(Object.getOwnPropertyNames(globalThis));
  return {
    array: () => [],
    object: () => ({}),
    date: (ms) => new RealDate(ms),
    error: (name, message) => new SuiteScriptError(name, message),
    addedGlobals: () => {
      const added = Object.getOwnPropertyNames(globalThis).filter((name) => !known.has(name));
      for (const name of added) delete globalThis[name];
      return added;
    },
  };
})`;

/** Compiled files of all accounts of this process: accounts share no memory, but V8 can share what it parsed. */
const scripts = new Map<string, { readonly script: Script; readonly filename: string }>();

export class Realm {
  private readonly context = createContext({});
  private readonly makers: Makers;

  constructor(now: () => number, random: () => number) {
    const start: (now: () => number, random: () => number) => Makers = new Script(prelude).runInContext(this.context);
    this.makers = start(now, random);
  }

  /** Compiles a file of the File Cabinet once. Every call of the factory makes a fresh instance of its module. */
  compile(source: string, file: string): ModuleFactory {
    // The wrapper is on one line, so that stack traces have the file's line numbers.
    const wrapped = `(function (define, require) {${source}\n})`;
    try {
      const known = scripts.get(wrapped);
      const script = known?.filename === file ? known.script : new Script(wrapped, { filename: file });
      scripts.set(wrapped, { script, filename: file });
      return script.runInContext(this.context);
    } catch (error) {
      throw this.error('SYNTAX_ERROR', `${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  date(ms: number): Date {
    return this.makers.date(ms);
  }

  error(name: string, message: string): object {
    return this.makers.error(name, message);
  }

  emptyObject(): Record<string, unknown> {
    return this.makers.object();
  }

  /** Copies plain data into the scripts' own arrays, objects and dates. Functions and guarded objects stay. */
  plain(value: unknown): unknown {
    if (types.isProxy(value)) return value;
    if (Array.isArray(value)) {
      const copy = this.makers.array();
      for (const entry of value) copy.push(this.plain(entry));
      return copy;
    }
    if (isDate(value)) return this.makers.date(value.getTime());
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      const copy = this.makers.object();
      for (const [key, entry] of Object.entries(value)) copy[key] = this.plain(entry);
      return copy;
    }
    return value;
  }

  /** Removes what a script put on the global object, because parallel invocations share no memory. */
  forgetGlobals(): readonly string[] {
    return this.makers.addedGlobals();
  }
}

/** True for a Date of any realm. */
export function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]';
}

/** Mulberry32, a small seeded generator that makes runs repeatable. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
