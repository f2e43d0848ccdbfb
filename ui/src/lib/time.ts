/**
 * Moments and spans in words. Every function takes `now`, so that a screen can tick and a test can hold the clock.
 *
 * Moments arrive as ISO 8601 in UTC and are shown in the computer's own zone.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function count(amount: number, unit: string): string {
  return `${String(amount)} ${unit}${amount === 1 ? "" : "s"}`;
}

/** How long ago: "just now", "4 minutes ago", "3 days ago", and from four weeks on the date itself. */
export function ago(moment: string, now: number): string {
  const passed = now - Date.parse(moment);
  if (Number.isNaN(passed)) return "at an unknown time";
  if (passed < MINUTE) return "just now";
  if (passed < HOUR) return `${count(Math.floor(passed / MINUTE), "minute")} ago`;
  if (passed < DAY) return `${count(Math.floor(passed / HOUR), "hour")} ago`;
  if (passed < 28 * DAY) return `${count(Math.floor(passed / DAY), "day")} ago`;
  return `on ${date(moment)}`;
}

/** A day as a person writes it: "3 March 2027". */
export function date(moment: string): string {
  return new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

/** Whole days that are left until a moment; less than 0 once it has passed. */
export function daysUntil(moment: string, now: number): number {
  return Math.floor((Date.parse(moment) - now) / DAY);
}

/** When something is due: "due today", "due tomorrow", "due on 3 March 2027", "was due on 3 March 2027". */
export function dueIn(moment: string, now: number): string {
  const due = Date.parse(moment);
  if (due < now)
    return now - due < DAY ? `was due ${elapsed(moment, now)} ago` : `was due on ${date(moment)}`;
  const day = (time: number): string => new Date(time).toDateString();
  if (day(due) === day(now)) return `due today at ${clock(moment)}`;
  return day(due) === day(now + DAY) ? "due tomorrow" : `due on ${date(moment)}`;
}

/** A moment as it is sent: ISO 8601 in UTC. */
export function moment(time: number): string {
  return new Date(time).toISOString();
}

/** The hour by which something is due that is due on a day. */
const MORNING = 9;

/** The morning so many days from now, in the computer's own zone. */
export function morningIn(days: number, now: number): string {
  const time = new Date(now);
  time.setDate(time.getDate() + days);
  time.setHours(MORNING, 0, 0, 0);
  return time.toISOString();
}

/** The morning of a day such as "2026-12-01", or null where it is no day. */
export function morningOf(day: string): string | null {
  const time = new Date(`${day}T${String(MORNING).padStart(2, "0")}:00:00`);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** A time of day: "14:02". */
export function clock(moment: string): string {
  return new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

/** How long something has lasted, short enough for the rail: "under 1 min", "4 min", "2 h 5 min", "3 days". */
export function elapsed(since: string, now: number): string {
  const passed = now - Date.parse(since);
  if (Number.isNaN(passed) || passed < MINUTE) return "under 1 min";
  const minutes = Math.floor(passed / MINUTE);
  if (passed < HOUR) return `${String(minutes)} min`;
  if (passed < DAY)
    return minutes % 60 === 0
      ? `${String(minutes / 60)} h`
      : `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
  return count(Math.floor(passed / DAY), "day");
}

/** A duration: "84 ms" below a second, "1.4 s" from there. */
export function duration(ms: number): string {
  return ms < 1000 ? `${String(Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** Minutes as a person says them: "about 1 minute", "about 14 minutes". */
export function aboutMinutes(minutes: number): string {
  return `about ${count(minutes, "minute")}`;
}
