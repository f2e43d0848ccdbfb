import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Backend } from "../src/lib/backend/backend";
import type { DesktopEvent } from "../src/lib/backend/bindings";
import { memory } from "../src/lib/backend/memory";
import { Model } from "../src/lib/model.svelte";

/** A model, and what happens on the desktop around it. */
async function started(): Promise<{
  model: Model;
  backend: Backend;
  happens: (event: DesktopEvent) => void;
}> {
  const backend = memory({ start: "busy", keychain: "ready", opens: null, pace: 0 });
  let told: (event: DesktopEvent) => void = () => undefined;
  backend.watchDesktop = (watch) => {
    told = watch;
    return Promise.resolve({ ok: null });
  };
  const model = new Model(backend);
  await model.start();
  return { model, backend, happens: (event) => told(event) };
}

describe("the desktop around the page", () => {
  let { model, backend, happens } = {} as Awaited<ReturnType<typeof started>>;
  beforeEach(async () => {
    ({ model, backend, happens } = await started());
  });

  it("opens the file of a double click, whatever screen stands there", async () => {
    const path = model.home?.setups[0]?.path ?? "";
    model.go({ screen: "practice", as: "alone" });
    happens({ event: "opened", path, kind: "setup" });
    await vi.waitFor(() => expect(model.setup?.path).toBe(path));
    expect(model.route.screen).toBe("walk");
  });

  it("does with an item of the menu what the button on the page does", async () => {
    happens({ event: "chosen", item: "new_setup" });
    expect(model.route).toEqual({ screen: "new", guided: false });
    happens({ event: "chosen", item: "about" });
    expect(model.desktop.dialog).toEqual({ name: "about" });
    await model.open(model.home?.setups[0]?.path ?? "");
    happens({ event: "chosen", item: "verify" });
    expect(model.route.screen).toBe("verify");
    happens({ event: "chosen", item: "home" });
    await vi.waitFor(() => expect(model.route.screen).toBe("home"));
  });

  it("passes over an item that needs a setup where none is open", () => {
    happens({ event: "chosen", item: "delete_setup" });
    happens({ event: "chosen", item: "verify" });
    expect(model.desktop.dialog).toBeNull();
    expect(model.route.screen).toBe("home");
  });

  it("makes text larger and smaller by steps, and stops at the ends", async () => {
    const kept = vi.spyOn(backend, "setPreferences");
    for (let press = 0; press < 9; press += 1) await model.desktop.resize(1);
    expect(model.preferences.text_size).toBe(200);
    expect(kept).toHaveBeenCalledTimes(5);
    await model.desktop.resize(-1);
    expect(model.preferences.text_size).toBe(175);
    happens({ event: "chosen", item: "usual_text" });
    expect(model.preferences.text_size).toBe(100);
  });

  it("leaves a setup that was deleted, and offers it no longer", async () => {
    const path = model.home?.setups[0]?.path ?? "";
    const deleted = vi.spyOn(backend, "deleteSetup");
    await model.open(path);
    happens({ event: "chosen", item: "delete_setup" });
    expect(model.desktop.dialog).toMatchObject({ name: "delete", path });
    expect(await model.deleteSetup(path, true)).toBeNull();
    expect(deleted).toHaveBeenCalledWith(path, true);
    expect(model.setup).toBeNull();
    expect(model.home?.setups.some((setup) => setup.path === path)).toBe(false);
  });

  it("gives the refusal of a file that can not be deleted back to the dialog", async () => {
    expect((await model.deleteSetup("/lost.oraclesetup", false))?.code).toBe("file_missing");
    expect(model.problem).toBeNull();
  });
});
