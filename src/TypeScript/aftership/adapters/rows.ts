/**
 * Reads the rows of a search. The results of a search that is run end at 4,000 rows, so more are read in pages
 * (section_4345767679). Every search goes through here, or finds few rows by its filters.
 */

import * as search from 'N/search';

/** The most rows that one call gives. */
export const PAGE = 1000;
const MOST_OF_A_RUN = 4000;

/** Counts the rows that a search finds, or its groups when the columns group. 5 units. */
export function countRows(found: search.Search): number {
  // A paged search fails beyond 1,000 pages (section_4486596158), so the pages have the largest size: pages of 5 rows
  // could not count more than 5,000 events.
  return found.runPaged({ pageSize: PAGE }).count;
}

/** Rows of a search in its own order, behind the first `start`, within the first 4,000. 10 units for each thousand. */
export function firstRows(found: search.Search, limit: number, start = 0): readonly search.Result[] {
  const most = Math.min(limit, MOST_OF_A_RUN - start);
  const results = found.run();
  const rows: search.Result[] = [];
  while (rows.length < most) {
    const end = Math.min(rows.length + PAGE, most);
    const expected = end - rows.length;
    const page = results.getRange({ start: start + rows.length, end: start + end });
    rows.push(...page);
    if (page.length < expected) break;
  }
  return rows;
}

/** Makes a search whose first column is `byId`, which sorts it by the internal id. */
type SearchById = (byId: search.Column) => search.Search;

/** Makes a search of the rows above an internal id, sorted by it. */
type SearchAbove = (byId: search.Column, afterId: number) => search.Search;

/**
 * Rows above an internal id, lowest first: at most `limit` of them, up to a page of rows that all are beyond. Each page is
 * a search of its own that begins above the last id, so it depends neither on how many rows there are nor on rows that are
 * gone meanwhile. 10 units for each thousand.
 */
export function rowsAbove(
  make: SearchAbove,
  {
    afterId,
    limit,
    isBeyond = () => false,
  }: { readonly afterId: number; readonly limit: number; readonly isBeyond?: (row: search.Result) => boolean },
): { readonly rows: readonly search.Result[]; readonly upTo: number; readonly isEnd: boolean } {
  const rows: search.Result[] = [];
  let [upTo, isEnd] = [afterId, false];
  while (!isEnd && rows.length < limit) {
    const most = Math.min(PAGE, limit - rows.length);
    const byId = search.createColumn({ name: 'internalid', sort: search.Sort.ASC });
    const page = make(byId, upTo).run().getRange({ start: 0, end: most });
    rows.push(...page);
    upTo = Number(page[page.length - 1]?.id ?? upTo);
    isEnd = page.length < most || page.every(isBeyond);
  }
  return { rows, upTo, isEnd };
}

/** All rows of a search, oldest first. See newestRows. */
export function everyRow(make: SearchById): readonly search.Result[] {
  return [...newestRows(make)].reverse();
}

/**
 * All rows or groups of a search that sorts them by internal id, lowest id first; null when there are more than `most`. 5
 * units, and 5 for each thousand. See newestRows.
 */
export function everyOf(found: search.Search, most: number): readonly search.Result[] | null {
  const pages = found.runPaged({ pageSize: PAGE });
  return pages.count > most ? null : [...fromTheEnd(pages, 0, Infinity)].reverse();
}

/**
 * Rows of a search, newest first: all of them, or `limit` behind the first `start`. 10 units for a part of a page, else
 * 5 and 5 for each thousand. The pages are in the order of ids and are read from the last one to the first. So a row
 * that is gone meanwhile moves others only to pages that are still to be read: none is passed over, and one may come
 * twice.
 */
export function newestRows(
  make: SearchById,
  { start = 0, limit = Infinity }: { readonly start?: number; readonly limit?: number } = {},
): readonly search.Result[] {
  const sorted = (sort: search.Sort): search.Search => make(search.createColumn({ name: 'internalid', sort }));
  if (limit <= PAGE && start + limit <= MOST_OF_A_RUN)
    return sorted(search.Sort.DESC)
      .run()
      .getRange({ start, end: start + limit });

  return fromTheEnd(sorted(search.Sort.ASC).runPaged({ pageSize: PAGE }), start, limit);
}

/** Reads the pages of a search from the last one to the first. */
function fromTheEnd(pages: search.PagedData, start: number, limit: number): readonly search.Result[] {
  const end = pages.count - start;
  const from = Math.max(0, end - limit);
  const rows: search.Result[] = [];
  for (let index = Math.ceil(end / PAGE) - 1; index >= 0 && (index + 1) * PAGE > from; index -= 1) {
    const first = index * PAGE;
    const page = pages.fetch({ index }).data;
    rows.push(...page.slice(Math.max(0, from - first), end - first).reverse());
  }
  return rows;
}
