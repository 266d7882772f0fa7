// One question and its answer. Everything that came from a document or a model is set as text, never as markup.
// `data` is made by ui/answer/view.py; clicks go back as the triggers kind, open, stop, act, ask and offer; look asks for news.

const PATIENCE = 5000 // ms without news of an answer in the making: the page's own timer can get lost between two of its runs
const ACTS = { again: "Ask again", edit: "Edit question", copy: "Copy", pin: "Pin", test: "Make it a test prompt", up: "Good answer",
  down: "Bad answer" }
const OFFERS = { readily: "Ask again more readily", lift: "Lift the filters and ask again", briefing: "Make a briefing of it" }

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".root")
  root.trigger = setTriggerValue
  if (!root.parts) build(root)
  const p = root.parts

  show(p.question, data.question, () => [question(data)])
  show(p.cards, [data.cards, data.state], () => cards(root, data))
  more(p.cards)
  p.cards.hidden = data.state === "declined" || (!data.cards.length && data.state !== "searching")
  show(p.read, [data.read, data.kinds], () => read(root, data))
  sync(p.answer, data.segments, (s) => segment(root, s))
  show(p.brief, data.briefing, () => (data.briefing ? brief(root, data.briefing) : []))
  show(p.status, [!data.status, data.facts, data.actions], () => status(root, data))
  say(p.status.querySelector(".doing"), data.status) // the button beside it stays the same one
  p.status.hidden = !data.status && !data.facts
  show(p.boxes, [data.missing, data.notice, data.failure, data.conflicts, data.state, data.offers], () => boxes(root, data))
  show(p.sources, data.sources, () => data.sources.map((s) => source(root, s)))
  show(p.foot, [data.actions, data.markdown, data.thumb], () => foot(root, data))
  show(p.next, data.suggestions, () => suggestions(root, data.suggestions))
  for (const node of root.querySelectorAll("[data-key]")) node.classList.toggle("open", node.dataset.key === data.open)
  root.dataset.state = data.state
  root.classList.toggle("last", data.last)
  if ((data.new || data.state === "searching") && !root.met) root.scrollIntoView({ block: "start" })
  root.met = true
  clearTimeout(root.watch)
  clearInterval(root.clock)
  if (!["searching", "answering"].includes(data.state)) return
  root.began ??= Date.now() - data.elapsed * 1000
  tick(root)
  root.clock = setInterval(() => (root.isConnected ? tick(root) : clearInterval(root.clock)), 500)
  watch(root)
}

// Seconds since it was asked: nobody has to wonder whether anything goes on. The dot changes with them and not by an
// animation, which draws sixty pictures a second: without a graphics card a tenth of a core that the answer needs.
function tick(root) {
  root.parts.status.querySelector(".pulse")?.classList.toggle("dim")
  say(root.parts.status.querySelector(".clock"), `${Math.round((Date.now() - root.began) / 1000)} s`)
}

function say(node, text) {
  if (node && node.textContent !== text) node.textContent = text
}

// What is being done, or what was: it stands above the answer and stays there, however long that grows.
function status(root, data) {
  if (!data.status) return [el("span", "facts", data.facts)]
  const clock = el("span", "clock")
  clock.setAttribute("aria-hidden", "true")
  const stop = button("action strong", () => root.trigger("stop", true), "Stop")
  return [el("span", "pulse"), el("span", "doing"), clock, ...(data.actions.includes("stop") ? [stop] : [])]
}

function watch(root) {
  root.watch = setTimeout(() => {
    if (!root.isConnected) return
    root.trigger("look", Date.now())
    watch(root)
  }, PATIENCE)
}

function build(root) {
  const p = (root.parts = {})
  for (const name of ["question", "cards", "status", "read", "answer", "brief", "boxes", "sources", "foot", "next"])
    root.append((p[name] = el(name === "sources" ? "ol" : "div", name)))
  p.question.className = p.boxes.className = ""
  labelled(p.cards, "Sources found", "group").addEventListener("scroll", () => more(p.cards))
  new ResizeObserver(() => more(p.cards)).observe(p.cards)
  p.answer.setAttribute("aria-live", "polite")
  p.status.setAttribute("role", "status")
  labelled(p.sources, "Sources of this answer")
  labelled(p.next, "Questions to ask next", "group")
  root.append((p.tip = Object.assign(el("div", "tip"), { id: "tip", hidden: true })))
  p.tip.setAttribute("role", "tooltip")
  root.addEventListener("pointerdown", () => { p.tip.hidden = true })
  root.addEventListener("keydown", (event) => { if (event.key === "Escape") p.tip.hidden = true })
}

// How the question was taken, and a menu to have it taken otherwise.
function read(root, data) {
  const said = data.read || (data.kinds.length ? "Read as" : "")
  const nodes = said ? [el("bdi", "", said)] : []
  if (!data.kinds.length) return nodes
  const menu = labelled(el("select", "", ...data.kinds.map((kind) =>
    Object.assign(el("option", "", kind.name), { value: kind.value, selected: kind.chosen }))), "Read the question as")
  menu.title = "Read the question as something else"
  menu.addEventListener("change", () => root.trigger("kind", menu.value))
  return [...nodes, menu]
}

function brief(root, b) {
  const nodes = b.conclusion ? [el("p", "conclusion", b.conclusion)] : []
  if (b.figures.length) nodes.push(figures(b.figures))
  for (const group of b.groups) {
    if (group.title) nodes.push(el("h3", "group-title", group.title))
    nodes.push(el("ol", b.dated ? "rows dated" : "rows", ...group.rows.map((row) => line(root, row))))
  }
  if (b.notice) nodes.push(el("p", "small", b.notice))
  nodes.push(el("p", "small coverage", b.coverage))
  return nodes
}

function line(root, row) {
  const text = emphasised(el("bdi", "sentence quiet"), row.parts)
  hint(root, text, () => [el("div", "", "The document's own words.")], "words")
  const from = el("div", "from", el("bdi", "", row.speaker ? `${row.speaker} · ${row.sources}` : row.sources),
    row.differs && el("bdi", "differs", `${row.differs} says otherwise`))
  return el("li", "",
    row.day && el("div", "when", el("span", "", row.day), row.published && el("span", "aside", "published")),
    el("div", "body", row.value && el("bdi", "value", row.value), text,
      ...row.marks.map((m) => mark(root, m, "Quoted word for word.")), from))
}

function figures(bars) {
  const chart = el("dl", "figures")
  for (const bar of bars) {
    const fill = el("span", "bar")
    fill.style.width = `${Math.round(bar.share * 100)}%`
    chart.append(el("dt", "", bar.name), el("dd", "", fill, el("span", "", bar.number)))
  }
  return chart
}

function question(data) {
  const node = el("div", data.question.length > 300 ? "question long" : "question", data.question)
  node.setAttribute("role", "heading")
  node.setAttribute("aria-level", "2")
  return node
}

function cards(root, data) {
  if (data.state === "searching") return [0, 1, 2].map(() => el("div", "doc ghost"))
  const on = button("more", () => root.parts.cards.scrollBy({ left: root.parts.cards.clientWidth * 0.8, behavior: "smooth" }))
  on.hidden = true
  return [...data.cards.map((c) => card(root, c)), on]
}

// How many cards the strip does not show whole, and the way to them.
function more(strip) {
  const on = strip.querySelector(".more")
  if (!on) return
  const end = strip.scrollLeft + strip.clientWidth + 2
  const beyond = [...strip.querySelectorAll(".doc")].filter((d) => d.offsetLeft - strip.offsetLeft + d.offsetWidth > end).length
  on.hidden = !beyond
  on.textContent = `+${beyond} more`
}

function card(root, c) {
  const node = labelled(opener(root, "card", c.key), `Source ${c.n}: ${c.title}, ${c.source}, ${c.date}`)
  node.append(el("span", "head", el("span", "n", c.n), el("bdi", "title", c.title)),
    el("span", "origin", el("bdi", "", c.source), el("span", "", c.date)), emphasised(el("bdi", "snippet"), c.snippet))
  return el("div", "doc" + (c.cited ? "" : " idle"), node, places(root, c))
}

// The places of a document that has several, each to be opened.
function places(root, source) {
  return source.places.length > 0 && el("span", "places",
    ...source.places.map((p) => labelled(opener(root, "place", p.key, p.label), `${source.title}: ${p.label}`)))
}

// Text in which the words that hold the answer stand out.
function emphasised(node, parts) {
  for (const part of parts) node.append(part.found ? el("strong", "found", part.text) : part.text)
  return node
}

function segment(root, s) {
  if (s.kind === "from") return el("div", "from", el("bdi", "", s.text))
  if (s.kind === "text") return el("span", s.unchecked ? "unchecked" : "", s.text)
  const sentence = emphasised(el("bdi", `sentence ${s.tone}`), s.parts)
  hint(root, sentence, () => [el("div", "", s.verdict)], "words")
  const flag = s.flag && button(`flag ${s.tone}`, () => {}, s.flag)
  if (flag) hint(root, flag, () => [el("div", "", s.verdict)], "tells")
  return el("span", "group", sentence, ...s.marks.map((m) => mark(root, m, s.verdict)),
    ...s.failed.map((f) => failed(root, f)), flag)
}

function mark(root, m, verdict) {
  const node = labelled(opener(root, "mark", m.key, m.n), `Source ${m.n}: ${m.title}, ${m.origin}. Open the passage.`)
  hint(root, node, () => [el("bdi", "quote", `“${m.quote}”`), el("div", "origin", `${m.title} · ${m.origin}`),
    el("div", "verdict", verdict)], "opens")
  return node
}

function failed(root, marker) {
  const node = button("failed", () => {}, el("s", "", marker), " no such source")
  hint(root, node, () => [el("div", "", "The model named a source that was not among the passages it was given.")], "tells")
  return node
}

function boxes(root, data) {
  const nodes = []
  if (data.failure) nodes.push(box("failure", data.failure.message, [data.failure.hint], "alert"))
  if (data.state === "declined") {
    const node = box("declined", "No answer found", data.missing ? [data.missing] : [])
    const offers = data.offers.map((name) => button("action strong", () => root.trigger("offer", name), OFFERS[name]))
    if (offers.length) node.append(el("div", "offers", ...offers))
    const near = data.cards.map((c) => card(root, c))
    if (near.length) node.append(el("div", "nearest", el("div", "small", "The nearest passages"), ...near))
    nodes.push(node)
  } else if (data.missing) nodes.push(box("notice", "Read with care", [data.missing]))
  for (const c of data.conflicts) nodes.push(conflict(root, c))
  if (data.notice) nodes.push(box("notice", "", [data.notice], "status"))
  return nodes
}

function box(kind, title, lines, role) {
  const node = el("div", `box ${kind}`, title && el("h3", "", title), ...lines.map((line) => el("p", title ? "small" : "", line)))
  if (role) node.setAttribute("role", role)
  return node
}

function conflict(root, c) {
  const node = box("conflict", c.title, [])
  node.append(el("div", "sides", ...c.positions.map((side) => el("div", "side",
    el("div", "when", el("bdi", "", side.origin), mark(root, side.mark, "")), el("bdi", "said", side.statement)))))
  return node
}

function source(root, s) {
  const open = opener(root, "", s.key, el("bdi", "title", s.title), el("bdi", "", ` · ${s.origin}`))
  return el("li", "", el("span", "n", s.n), el("span", "what", open, places(root, s), ...webPage(s.url)))
}

function foot(root, data) {
  const acts = el("span", "acts") // one box: the buttons stay in a row, whatever the width
  for (const name of data.actions.filter((name) => name in ACTS)) {
    const thumb = name === "up" || name === "down"
    const act = (event) => (name === "copy" ? copy(data.markdown, event.currentTarget) : root.trigger("act", name))
    const node = button(`action ${thumb ? "thumb " : ""}${name}`, act, thumb ? "" : ACTS[name])
    if (thumb) {
      labelled(node, ACTS[name]).setAttribute("aria-pressed", data.thumb === name)
      node.title = ACTS[name]
    }
    acts.append(node)
  }
  return [acts]
}

function suggestions(root, questions) {
  return questions.map((text) => button("suggestion", () => root.trigger("ask", text), text))
}

async function copy(text, node) {
  let done = true
  try { await navigator.clipboard.writeText(text) } catch { done = false }
  node.textContent = done ? "Copied" : "The browser does not allow copying"
  setTimeout(() => { node.textContent = "Copy" }, 2000)
}

// Shows what `content` makes beside `node` while it is hovered or has the keyboard's focus. `kind`: "words" are no
// button; one that "opens" hides it when clicked; one that "tells" shows it, for who has no mouse to hover with.
function hint(root, node, content, kind) {
  const tip = root.parts.tip
  let timer
  const open = () => {
    const nodes = content().filter((n) => n.textContent)
    if (!nodes.length || !node.isConnected) return
    tip.replaceChildren(...nodes)
    tip.hidden = false
    if (kind !== "words") node.setAttribute("aria-describedby", tip.id)
    place(root, tip, node)
  }
  const enter = (delay) => { clearTimeout(timer); timer = setTimeout(open, delay) }
  const leave = () => { clearTimeout(timer); tip.hidden = true; node.removeAttribute("aria-describedby") }
  node.addEventListener("mouseenter", () => enter(kind === "words" ? 500 : 120))
  node.addEventListener("mouseleave", leave)
  node.addEventListener("click", () => { leave(); if (kind === "tells") open() })
  if (kind === "words") return
  node.addEventListener("focus", () => { if (node.matches(":focus-visible")) open() })
  node.addEventListener("blur", leave)
}

function place(root, tip, node) {
  const frame = root.getBoundingClientRect()
  const words = node.closest(".group")?.querySelector(".sentence") ?? node // what it is about stays in sight
  const at = words.getBoundingClientRect()
  const below = at.bottom + tip.offsetHeight + 16 < window.innerHeight - 110
  tip.style.left = `${Math.max(0, Math.min(node.getClientRects()[0].left - frame.left, frame.width - tip.offsetWidth))}px`
  tip.style.top = `${below ? at.bottom - frame.top + 6 : at.top - frame.top - tip.offsetHeight - 6}px`
}

// Rebuilds `parent` only when what it shows has changed: focus and hover survive the stream.
function show(parent, value, make) {
  const sign = JSON.stringify(value ?? null)
  if (parent.sign === sign) return
  parent.sign = sign
  parent.replaceChildren(...make())
}

function sync(parent, items, make) {
  items.forEach((item, i) => {
    const sign = JSON.stringify(item)
    const old = parent.children[i]
    if (old?.sign === sign) return
    const node = make(item)
    node.sign = sign
    if (old) old.replaceWith(node)
    else parent.append(node)
  })
  while (parent.children.length > items.length) parent.lastElementChild.remove()
}

// Opens a passage; `key` lets the page mark what is open, and the panel find the way back.
function opener(root, className, key, ...children) {
  const node = button(className, () => root.trigger("open", key), ...children)
  node.dataset.key = key
  return node
}
