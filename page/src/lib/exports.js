/** Where a file of the filtered incidents comes from. */

import { path } from "./api.js";

/** The path of an export that honours the filter. */
export function exportPath(format, filter, table = null) {
  return path(`/api/exports/${encodeURIComponent(format)}`, { ...filter, table });
}

/** The formats as the menu lists them: a table of claims and one of incidents are two entries. */
export function entries(formats) {
  return formats.flatMap((one) =>
    one.name === "csv"
      ? [
          { ...one, table: "incidents", words: "a table, one row an incident" },
          { ...one, table: "claims", words: "a table, one row a claim" },
        ]
      : [{ ...one, table: null }],
  );
}
