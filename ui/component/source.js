// The cited document, scrolled to the passage. Its text is set as text, never as markup.
// `data` is made by ui/source.py; the triggers are move (-1 or 1) and close.

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const panel = parentElement.querySelector(".panel")
  const part = (name) => panel.querySelector(name)

  part(".where").textContent = data.where
  part("h2").textContent = data.title
  part(".origin").replaceChildren(...origin(data))
  part(".note").textContent = data.note
  const sign = JSON.stringify([data.key, data.segments])
  if (panel.sign !== sign) {
    panel.sign = sign
    part(".text").replaceChildren(...data.segments.map(segment))
    requestAnimationFrame(() => part("mark.current")?.scrollIntoView({ block: "start" }))
  }

  const move = (step) => setTriggerValue("move", step)
  const close = () => setTriggerValue("close", true)
  const [back, forward, shut] = [part(".back"), part(".forward"), part(".shut")]
  back.disabled = !data.before
  forward.disabled = !data.after
  back.onclick = () => move(-1)
  forward.onclick = () => move(1)
  shut.onclick = close

  const onKey = (event) => {
    const typing = event.composedPath().some((n) => n.matches?.("input, textarea, select, [contenteditable=true]"))
    if (typing || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === "Escape") close()
    else if (event.key === "ArrowRight" && data.after) move(1)
    else if (event.key === "ArrowLeft" && data.before) move(-1)
  }
  if (panel.onKey) document.removeEventListener("keydown", panel.onKey)
  panel.onKey = onKey
  document.addEventListener("keydown", onKey)
  return () => document.removeEventListener("keydown", onKey)
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
