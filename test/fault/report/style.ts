import { asIs } from './html.ts'

export const style = asIs(`
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5c6675; --line: #d9dee6; --ground: #fff; --held: #1a7f4b; --broken: #b3261e; --done: #3b82c4; --refused: #e0a526; --unknown: #c8372d; --band: #eef2f7; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #9aa4b2; --line: #343c48; --ground: #14181f; --held: #5fd39a; --broken: #ff8a80; --band: #222933; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { margin: 0 0 4px; font-size: 28px; }
h2 { margin: 32px 0 8px; font-size: 18px; }
.lead { font-size: 20px; margin: 0 0 8px; }
.held { color: var(--held); }
.broken { color: var(--broken); font-weight: 600; }
.soft { color: var(--soft); }
code { background: var(--band); padding: 2px 6px; border-radius: 4px; }
figure { margin: 16px 0; }
figcaption { color: var(--soft); font-size: 13px; }
svg { width: 100%; height: auto; border-bottom: 1px solid var(--line); }
svg text { fill: var(--soft); font-size: 11px; text-anchor: middle; }
svg .axis { text-anchor: start; } svg .end { text-anchor: end; }
.band { fill: var(--band); }
rect.done { fill: var(--done); } rect.refused { fill: var(--refused); } rect.unknown { fill: var(--unknown); }
.key::before { content: ''; display: inline-block; width: 10px; height: 10px; margin-right: 5px; border-radius: 2px; }
.key.done::before { background: var(--done); } .key.refused::before { background: var(--refused); } .key.unknown::before { background: var(--unknown); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 500; font-size: 13px; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.timeline td:first-child { width: 70px; }
details { margin: 4px 0; }
summary { cursor: pointer; }
ul { margin: 4px 0; padding-left: 20px; font-weight: 400; }
`)
