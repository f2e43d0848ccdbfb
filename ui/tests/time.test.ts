import { describe, expect, it } from "vitest";
import { aboutMinutes, ago, duration, elapsed } from "../src/lib/time";

const NOW = Date.parse("2026-11-20T12:00:00Z");

describe("how long ago", () => {
  it.each([
    ["2026-11-20T11:59:30Z", "just now"],
    ["2026-11-20T11:59:00Z", "1 minute ago"],
    ["2026-11-20T11:01:00Z", "59 minutes ago"],
    ["2026-11-20T11:00:00Z", "1 hour ago"],
    ["2026-11-18T12:00:00Z", "2 days ago"],
    ["2026-10-01T12:00:00Z", "on 1 October 2026"],
    ["not a date", "at an unknown time"],
  ])("says %s as %s", (moment, words) => {
    expect(ago(moment, NOW)).toBe(words);
  });

  it("takes a clock that runs a little behind for now", () => {
    expect(ago("2026-11-20T12:00:05Z", NOW)).toBe("just now");
  });
});

describe("how long something has lasted", () => {
  it.each([
    ["2026-11-20T11:59:30Z", "under 1 min"],
    ["2026-11-20T11:56:00Z", "4 min"],
    ["2026-11-20T10:00:00Z", "2 h"],
    ["2026-11-20T09:55:00Z", "2 h 5 min"],
    ["2026-11-17T12:00:00Z", "3 days"],
  ])("says since %s as %s", (since, words) => {
    expect(elapsed(since, NOW)).toBe(words);
  });
});

describe("durations", () => {
  it("change from milliseconds to seconds at one second", () => {
    expect(duration(84)).toBe("84 ms");
    expect(duration(999)).toBe("999 ms");
    expect(duration(1400)).toBe("1.4 s");
  });

  it("say one minute in the singular", () => {
    expect(aboutMinutes(1)).toBe("about 1 minute");
    expect(aboutMinutes(14)).toBe("about 14 minutes");
  });
});
