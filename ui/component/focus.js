// Whoever opens the page, or gets the question box back after an answer, can type at once: unless they are elsewhere.
export default function (component) {
  const { data, parentElement } = component
  if (parentElement.free === data.free) return
  parentElement.free = data.free
  if (!data.free || matchMedia("(pointer: coarse)").matches) return // a keyboard that pops up would cover a phone's page
  let tries = 0
  const focus = () => {
    if (document.activeElement !== document.body || tries++ > 40) return
    const box = document.querySelector('[data-testid="stChatInputTextArea"]:not(:disabled)')
    if (box) box.focus({ preventScroll: true })
    else setTimeout(focus, 50)
  }
  focus()
}
