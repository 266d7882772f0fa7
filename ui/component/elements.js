// What our components make their nodes with; ui/components.py puts it before each of them. Text is never markup.

function el(tag, className = "", text) {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text !== undefined) node.textContent = text
  if (tag === "bdi") node.dir = "auto"
  return node
}

function button(className, act, text) {
  const node = el("button", className, text)
  node.type = "button"
  node.addEventListener("click", act)
  return node
}

// A link to the page where a document came from; nothing for what is no address of the web.
function webPage(address) {
  if (!/^https?:\/\//i.test(address ?? "")) return []
  const link = el("a", "", "web page")
  Object.assign(link, { href: address, target: "_blank", rel: "noopener noreferrer nofollow" })
  return [link]
}
