// A checked draft and what the library says of the statement that is chosen. Everything that came from the draft or a
// document is set as text, never as markup. `data` is made by ui/checking/check_view.py; nothing goes back.

const NARROW = "(max-width: 900px)" // as in checked.css: what is told then stands below the statement's paragraph

export default function (component) {
  const { data, parentElement } = component
  const root = parentElement.querySelector(".root")
  if (!root.parts) build(root)
  root.data = data
  if (root.filter && !data.filters.some((f) => f.key === root.filter)) root.filter = ""
  const sign = JSON.stringify([data.paragraphs, data.items])
  if (root.sign !== sign) {
    root.sign = sign
    draw(root)
  }
  const query = window.matchMedia(NARROW)
  const place = () => tell(root)
  query.addEventListener("change", place)
  return () => query.removeEventListener("change", place)
}

function build(root) {
  const p = (root.parts = { draft: el("div", "draft") })
  p.filters = labelled(el("div", "filters"), "Show", "group")
  p.told = labelled(el("section", "told"), "What the library says")
  p.told.setAttribute("aria-live", "polite")
  p.sheet = el("div", "sheet", p.draft, p.told)
  root.append(p.filters, p.sheet)
  root.filter = ""
  root.chosen = ""
}

function draw(root) {
  const { data, parts: p } = root
  p.filters.replaceChildren(...data.filters.map((f) => filter(root, f)))
  p.draft.replaceChildren(...data.paragraphs.map((parts) => paragraph(root, parts)).filter(Boolean))
  if (!p.draft.childElementCount) p.draft.append(el("p", "none", data.live ? "Reading…" : "Nothing of this kind."))
  tell(root)
}

function filter(root, f) {
  const node = button("filter", () => {
    root.filter = f.key
    const item = root.data.items[root.chosen]
    if (item && !shown(root, item)) root.chosen = ""
    draw(root)
    root.parts.filters.querySelector('[aria-pressed="true"]')?.focus()
  }, f.label, el("span", "count", f.count))
  node.setAttribute("aria-pressed", String(root.filter === f.key))
  return node
}

function shown(root, item) {
  return !root.filter || (root.filter === "not-borne-out" ? item.flagged : item.group === root.filter)
}

function paragraph(root, parts) {
  const node = el("p", "par")
  for (const part of parts) {
    if (!part.key) {
      if (!root.filter) node.append(el("span", "between", part.text))
      continue
    }
    if (!shown(root, root.data.items[part.key])) continue
    node.append(statement(root, part))
    if (part.label) node.append(el("span", "flag", part.label))
    if (root.filter) node.append(" ")
  }
  return node.childElementCount ? node : null
}

function statement(root, part) {
  const node = el("span", `statement ${part.tone}`, part.text)
  node.dataset.key = part.key
  node.tabIndex = 0
  labelled(node, `${root.data.items[part.key].standing}: ${part.text}`, "button")
  node.setAttribute("aria-expanded", String(root.chosen === part.key))
  const choose = () => {
    root.chosen = root.chosen === part.key ? "" : part.key
    for (const other of root.parts.draft.querySelectorAll(".statement"))
      other.setAttribute("aria-expanded", String(other.dataset.key === root.chosen))
    tell(root)
  }
  node.onclick = choose
  node.onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return
    event.preventDefault()
    choose()
  }
  return node
}

// Fills what is told of the chosen statement and puts it beside the draft, or below the paragraph where it is narrow.
function tell(root) {
  const { told, draft, sheet } = root.parts
  const item = root.data.items[root.chosen]
  const narrow = window.matchMedia(NARROW).matches
  told.hidden = !item && narrow
  told.replaceChildren(...(item ? entry(item) : [el("p", "", "Choose a statement to see what the library says of it.")]))
  const at = narrow && [...draft.querySelectorAll(".statement")].find((node) => node.dataset.key === root.chosen)
  if (at) at.closest(".par").after(told)
  else sheet.append(told)
}

function entry(item) {
  const nodes = [el("h3", "", item.standing), el("p", "said", item.text)]
  for (const fault of item.faults) nodes.push(el("p", "fault", el("strong", "", fault.kind), `: ${fault.reason}`))
  if (item.reason) nodes.push(el("p", "", item.reason))
  return [...nodes, ...item.sources.map((s) => source(s, item.nearest))]
}

function source(s, nearest) {
  const side = s.against ? "Says otherwise" : nearest ? "The nearest passage" : "Source"
  const [address] = webPage(s.url)
  return el("div", s.against ? "source against" : "source", el("div", "side", side), el("div", "title", s.title),
    el("div", "origin", s.origin, ...(address ? [" · ", address] : [])),
    el("blockquote", "", s.before, el("mark", "", s.quote), s.after))
}
