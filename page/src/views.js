/**
 * The views by the first word of the route. `filter`: the view shows the filter bar, for it shows
 * filtered incidents. Views with heavy libraries are loaded when first shown.
 */

import Answers from "./views/Answers.svelte";
import Incident from "./views/Incident.svelte";
import Incidents from "./views/Incidents.svelte";
import Overview from "./views/Overview.svelte";
import Report from "./views/Report.svelte";
import Reports from "./views/Reports.svelte";
import Review from "./views/Review.svelte";
import Search from "./views/Search.svelte";
import Sources from "./views/Sources.svelte";
import Timeline from "./views/Timeline.svelte";

/** @type {Record<string, {label: string, filter?: boolean, view?: any, load?: () => Promise<any>}>} */
export const VIEWS = {
  overview: { label: "Overview", filter: true, view: Overview },
  map: { label: "Map", filter: true, load: () => import("./views/Map.svelte") },
  timeline: { label: "Timeline", filter: true, view: Timeline },
  incidents: { label: "Incidents", filter: true, view: Incidents },
  incident: { label: "Incident", view: Incident },
  reports: { label: "Reports", view: Reports },
  report: { label: "Report", view: Report },
  actors: { label: "Actors", load: () => import("./views/Actors.svelte") },
  actor: { label: "Actor", load: () => import("./views/Actor.svelte") },
  sources: { label: "Sources", view: Sources },
  answers: { label: "Answers", filter: true, view: Answers },
  search: { label: "Search", view: Search },
  review: { label: "Review", view: Review },
};

/** The views of the navigation; `of` are the pages that lie under them. */
export const NAV = [
  { name: "overview" },
  { name: "map" },
  { name: "timeline" },
  { name: "incidents", of: ["incident"] },
  { name: "reports", of: ["report"] },
  { name: "actors", of: ["actor"] },
  { name: "sources" },
  { name: "answers" },
  { name: "review" },
];
