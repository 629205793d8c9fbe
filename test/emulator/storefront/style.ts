/** Plain and tidy, from the smallest phone on. */
export const STYLE = `
:root { color-scheme: light; --ink: #1c2420; --quiet: #5a645e; --line: #d9ded9; --leaf: #1f6f4a; --paper: #f6f7f4 }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
header { padding: 1rem; background: #fff; border-bottom: 1px solid var(--line) }
h1 { font-size: 1.4rem; margin: 0; max-width: 64rem }
h2 { font-size: 1.05rem; margin: 0 0 .5rem }
.local, .quiet { margin: 0 0 .25rem; color: var(--quiet); font-size: .875rem }
main { display: grid; gap: 1rem; padding: 1rem; max-width: 64rem; grid-template-columns: minmax(0, 1fr) }
@media (min-width: 46rem) { main { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); align-items: start } }
section { background: #fff; border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin-bottom: 1rem }
label { display: block }
select, input { font: inherit; padding: .4rem .5rem; border: 1px solid #8b948e; border-radius: .375rem; background: #fff; color: inherit; max-width: 100% }
select, #code { width: 100% }
.quiet { margin-top: .5rem }
.product { display: grid; grid-template-columns: minmax(0, 1fr) auto 4.5rem; gap: .75rem; align-items: center; padding: .35rem 0; border-top: 1px solid var(--line) }
.product input { width: 100% }
.price, td { font-variant-numeric: tabular-nums; white-space: nowrap }
details { border-top: 1px solid var(--line); padding-top: .5rem }
summary { cursor: pointer; padding: .25rem 0 }
table { width: 100%; border-collapse: collapse; margin-bottom: 1rem }
th { text-align: left; font-weight: 400; padding: .35rem .75rem .35rem 0; overflow-wrap: anywhere }
td { text-align: right; padding: .35rem 0; vertical-align: top }
tr + tr { border-top: 1px solid var(--line) }
tfoot th, tfoot td { font-weight: 600; font-size: 1.1rem; border-top: 2px solid var(--ink) }
.off { color: var(--leaf); font-weight: 600 }
.off th { font-weight: 600 }
button { font: inherit; padding: .55rem 1rem; border-radius: .375rem; border: 1px solid var(--leaf); background: #fff; color: var(--leaf); cursor: pointer; width: 100% }
button.strong { background: var(--leaf); color: #fff; font-weight: 600 }
button.plain { border-color: transparent; text-decoration: underline; margin-top: .5rem }
.problem { color: #8a2a16; margin: .5rem 0 0 }
:focus-visible { outline: 3px solid #2f7de1; outline-offset: 1px }
a { color: var(--leaf) }
`
