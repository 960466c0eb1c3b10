/** Public interface: an AfterShip with its journal, its transports, and the actions of people and carriers there. */

export { type AfterShipDials, DIAL_VALUES, setDials } from './dials';
export { type Fault, FAULT_KINDS, type FaultRule, type WrongContent } from './faults';
export { httpTransport } from './http_transport';
export { type EmulatedAfterShip, inProcessTransport } from './in_process';
export type { Details, Estimate, News, Scan, Story, Tag } from './news';
export { correctCarrier, progress, report, settle, tell } from './progress';
export {
  addForeignTracking,
  type AfterShipState,
  createState,
  findByNumber,
  findTracking,
  formatJournal,
  type JournalEntry,
  removeByPerson,
  RETENTION_MS,
  type StoredTracking,
} from './state';
