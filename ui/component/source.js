// The cited document, scrolled to the passage. Its text is set as text, never as markup.
// `data` is made by ui/source.py; the triggers are move (-1 or 1) and close.

const OWN_KEYS = "input, textarea, select, [contenteditable=true], [role=slider], [role=dialog], [data-baseweb=popover]"

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const panel = parentElement.querySelector(".panel")
  const part = (name) => panel.querySelector(name)

  part(".where").textContent = data.where
  part("h2").textContent = data.title
  part(".origin").replaceChildren(...origin(data))
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

// Takes the focus to `shut` from the button that opened the panel, whose component has a shadow tree of its own.
function enter(panel, shut) {
  const from = document.activeElement?.shadowRoot?.activeElement
  if (!from?.dataset.key) return
  panel.opener = from
  shut.focus({ preventScroll: true })
}

function segment(s) {
  if (!s.kind) return document.createTextNode(s.text)
  const node = document.createElement("mark")
  node.className = s.kind
  node.textContent = s.text
  return node
}

function origin(data) {
  const nodes = [document.createTextNode(data.origin)]
  let address = null
  try { address = new URL(data.url) } catch { /* not an address: shown nowhere */ }
  if (address && (address.protocol === "https:" || address.protocol === "http:")) {
    const link = document.createElement("a")
    Object.assign(link, { href: address.href, target: "_blank", rel: "noopener noreferrer nofollow", textContent: "web page" })
    nodes.push(document.createTextNode(" · "), link)
  }
  return nodes
}
