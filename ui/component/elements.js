// What our components make their nodes with; ui/components.py puts it before each of them. Text is never markup.

function el(tag, className = "", ...children) {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (tag === "bdi") node.dir = "auto"
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false))
  return node
}

function button(className, act, ...children) {
  const node = el("button", className, ...children)
  node.type = "button"
  node.addEventListener("click", act)
  return node
}

// The same node, named for who does not see it; `role` where its tag does not say what it is.
function labelled(node, name, role) {
  node.setAttribute("aria-label", name)
  if (role) node.setAttribute("role", role)
  return node
}

// A link to the page where a document came from; nothing for what is no address of the web.
function webPage(address) {
  if (!/^https?:\/\//i.test(address ?? "")) return []
  return [Object.assign(el("a", "", "web page"), { href: address, target: "_blank", rel: "noopener noreferrer nofollow" })]
}
