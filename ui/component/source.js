// The cited document, scrolled to the passage. Its text is set as text, never as markup.
// `data` is made by ui/sources/source.py; the triggers are move (-1 or 1), view (0: text,
// -1: the passage's page, else the number of a page) and close.

const OWN_KEYS = "input, textarea, select, [contenteditable=true], [role=slider], [role=dialog], [data-baseweb=popover]"

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const panel = parentElement.querySelector(".panel")
  const part = (name) => panel.querySelector(name)

  part(".where").textContent = data.where
  part("h2").textContent = data.title
  const [address] = webPage(data.url)
  part(".origin").replaceChildren(data.origin, ...(address ? [" · ", address] : []))
  part(".note").textContent = data.note

  const move = (step) => setTriggerValue("move", step)
  const close = () => {
    if (panel.opener?.isConnected) panel.opener.focus({ preventScroll: true })
    setTriggerValue("close", true)
  }
  const [back, forward, shut] = [part(".back"), part(".forward"), part(".shut")]
  back.disabled = !data.before
  forward.disabled = !data.after
  back.onclick = () => move(-1)
  forward.onclick = () => move(1)
  shut.onclick = close

  const sign = JSON.stringify([data.key, data.segments])
  if (panel.sign !== sign) {
    panel.sign = sign
    part(".text").replaceChildren(...data.segments.map(segment))
    enter(panel, shut)
    requestAnimationFrame(() => part("mark.current")?.scrollIntoView({ block: "start" }))
  }

  showPage(panel, part, data, (number) => setTriggerValue("view", number))

  const onKey = (event) => {
    const elsewhere = event.defaultPrevented || event.composedPath().some((n) => n.matches?.(OWN_KEYS))
    if (elsewhere || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === "Escape") close()
    else if (event.key === "ArrowRight" && data.after) move(1)
    else if (event.key === "ArrowLeft" && data.before) move(-1)
  }
  if (panel.onKey) document.removeEventListener("keydown", panel.onKey)
  panel.onKey = onKey
  document.addEventListener("keydown", onKey)
  return () => document.removeEventListener("keydown", onKey)
}

// The page as a picture, its passage lit; `view` asks for another page, or for the text.
function showPage(panel, part, data, view) {
  const page = data.page
  part(".views").hidden = !data.paged
  part(".turner").hidden = part(".page").hidden = !page
  part(".text").hidden = Boolean(page)
  part(".as-text").setAttribute("aria-pressed", String(!page))
  part(".as-page").setAttribute("aria-pressed", String(Boolean(page)))
  part(".as-text").onclick = () => view(0)
  part(".as-page").onclick = () => view(-1)
  if (!page) { part(".page").replaceChildren(); panel.shown = null; return }
  if (page.note) part(".note").textContent = page.note
  part(".at").textContent = page.label
  part(".earlier").disabled = page.number <= 1
  part(".later").disabled = page.number >= page.last
  part(".earlier").onclick = () => view(page.number - 1)
  part(".later").onclick = () => view(page.number + 1)
  const size = (factor) => {
    panel.zoom = Math.min(4, Math.max(1, (panel.zoom ?? 1) * factor))
    const sheet = part(".sheet")
    if (sheet) sheet.style.width = `${100 * panel.zoom}%`
  }
  part(".smaller").onclick = () => size(1 / 1.3)
  part(".larger").onclick = () => size(1.3)
  const sign = JSON.stringify([data.key, page.number, page.boxes])
  if (panel.shown === sign) return
  panel.shown = sign
  part(".page").replaceChildren(...(page.src ? [sheet(page)] : []))
  size(1)
  requestAnimationFrame(() => part(".lit")?.scrollIntoView({ block: "start" }))
}

function sheet(page) {
  const picture = Object.assign(el("img"),
    { src: page.src, alt: `${page.label} as a picture`, width: page.width, height: page.height })
  const share = (part) => `${100 * part}%`
  return el("div", "sheet", picture, ...page.boxes.map(([left, top, width, height]) => {
    const lit = el("div", "lit")
    Object.assign(lit.style, { left: share(left), top: share(top), width: share(width), height: share(height) })
    return lit
  }))
}

// Takes the focus to `shut` from the button that opened the panel, whose component has a shadow tree of its own.
function enter(panel, shut) {
  const from = document.activeElement?.shadowRoot?.activeElement
  if (!from?.dataset.key) return
  panel.opener = from
  shut.focus({ preventScroll: true })
}

function segment(s) {
  return s.kind ? el("mark", s.kind, s.text) : s.text
}
