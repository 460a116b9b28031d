// Copies htmx and its CSP extension, with the licence, from the locked packages.
import { copyFileSync, mkdirSync } from "node:fs";

const from = "node_modules/htmx.org";
const to = "src/naniwa/design/static/design/vendor";
mkdirSync(to, { recursive: true });
copyFileSync(`${from}/dist/htmx.min.js`, `${to}/htmx.min.js`);
copyFileSync(`${from}/dist/ext/hx-csp.min.js`, `${to}/hx-csp.min.js`);
copyFileSync(`${from}/LICENSE`, `${to}/LICENSE.htmx`);
