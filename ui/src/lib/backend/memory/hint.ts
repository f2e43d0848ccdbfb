// One drawn screen for pages without a core, as the core lays such drawings out.

import type { Drawing, Shape } from "../bindings";

type Box = [x: number, y: number, w: number, h: number];

function shape(kind: Shape["kind"], role: Shape["role"], [x, y, w, h]: Box, text = ""): Shape {
  return { kind, role, x, y, w, h, text, anchor: role === "callout" ? "middle" : "start", squeezed: false };
}

const FIELDS = [
  { label: "Role Name", value: "ExampleRecruiterIntegration" },
  { label: "Role Code", value: "EXAMPLE_RECRUITER_JOB_INTEGRATION" },
];

export const COPY_ROLE: Drawing = {
  width: 560,
  height: 146,
  alt: "The page Copy Role: Basic Information with the fields Role Name and Role Code. Role Code is marked; it ends without a suffix.",
  shapes: [
    shape("rect", "frame", [0.5, 0.5, 559, 145]),
    shape("text", "title", [14, 21, 532, 0], "Copy Role: Basic Information"),
    shape("line", "frame", [0, 32, 560, 0]),
    ...FIELDS.flatMap(({ label, value }, at) => {
      const y = 50 + at * 40;
      return [
        shape("text", "label", [48, y + 17, 130, 0], label),
        shape("rect", "control", [190, y, 340, 26]),
        shape("text", "value", [200, y + 17, 320, 0], value),
        shape("circle", "callout", [14, y + 4, 18, 18]),
        shape("text", "callout", [23, y + 17, 18, 0], String(at + 1)),
      ];
    }),
    shape("rect", "target", [186, 86, 348, 34]),
  ],
};
