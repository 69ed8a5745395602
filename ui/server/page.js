// What the pages ask of the browser beyond Streamlit: links that stay inside the app, a menu that closes behind a choice
// on a phone, and the few words of the frame that no setting reaches. Streamlit itself is left as it is: a link goes the
// way of the Back button (history, then popstate), words are looked for when something was drawn.
"use strict"
;(() => {
  const PHONE = "(max-width: 768px)"
  const SAID = {
    "Skip to main content": "Tới nội dung chính",
    "Choose an option": "Chọn một mục",
    "Choose options": "Chọn các mục",
    "No results": "Không có mục nào khớp",
    "No options to select": "Không còn mục nào để chọn",
    "Select all": "Chọn tất cả",
    "Sort ascending": "Xếp tăng dần",
    "Sort descending": "Xếp giảm dần",
    "Autosize": "Vừa với nội dung",
    "Pin column": "Ghim cột",
    "Unpin column": "Bỏ ghim cột",
    "Hide column": "Ẩn cột",
    "Add row": "Thêm dòng",
    "Delete row": "Xóa dòng",
    "Download as CSV": "Tải CSV",
    "Show/hide columns": "Hiện, ẩn cột",
    "Connection error": "Mất kết nối với máy chủ",
  }
  const LABELLED = {
    ...SAID,
    "Close": "Đóng",
    "Clear value": "Xóa lựa chọn",
    "Clear all": "Xóa tất cả",
    "Expand sidebar": "Mở danh mục",
    "Sidebar": "Danh mục",
    "Fullscreen": "Toàn màn hình",
    "Close fullscreen": "Thoát toàn màn hình",
  }

  const LINKS = '[data-testid="stHtml"] a[href], [data-testid="stMarkdown"] a[href]'

  // A click anywhere on a row that opens, not only on its name; who marks text does not mean to.
  const ofRow = (target) =>
    getSelection()?.isCollapsed !== false && target.closest?.("tr.th-opens, tr.th-open")?.querySelector("th a[href], td a[href]")

  const isPlain = (event) =>
    event.button === 0 && !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)

  // A link of a page to a page: the same app goes there, with all that this session keeps. Within a page what the address
  // does not say is let go of; a link that only adds to it (data-stay) takes the rest along.
  function follow(event) {
    const link = isPlain(event) && (event.target.closest?.(LINKS) ?? ofRow(event.target))
    if (!link || link.hasAttribute("download") || link.getAttribute("href").startsWith("#")) return
    const to = new URL(link.href, location.href)
    if (to.origin !== location.origin || to.pathname.split("/").length > 2) return
    event.preventDefault()
    if ("stay" in link.dataset && to.pathname === location.pathname)
      for (const [name, value] of new URL(location.href).searchParams)
        if (!to.searchParams.has(name)) to.searchParams.append(name, value)
    const isElsewhere = to.pathname !== location.pathname
    if (to.href !== location.href) history.pushState(null, "", to)
    dispatchEvent(new PopStateEvent("popstate", { state: null }))
    if (isElsewhere) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
  }

  // On a phone the menu lies over the page that was chosen.
  function closeMenu(event) {
    if (!isPlain(event) || !matchMedia(PHONE).matches) return
    if (!event.target.closest?.('[data-testid="stSidebarNavLink"]')) return
    setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 0)
  }

  function speak(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = SAID[node.data.trim()]
      if (words && !node.parentElement?.closest('[data-testid="stHtml"], [data-testid="stMarkdown"], textarea')) node.data = words
    }
    for (const named of [root, ...root.querySelectorAll("[aria-label], [placeholder]")]) {
      for (const [name, words] of [["aria-label", LABELLED], ["placeholder", SAID]]) {
        const said = words[named.getAttribute(name)]
        if (said) named.setAttribute(name, said)
      }
    }
  }

  // The place asked for stands in sight in its own box; browsers that know `scroll-initial-target` do it themselves.
  const BOXES = ".th-reads, .th-fills"
  const mustShow = !CSS.supports("scroll-initial-target", "nearest")
  function bringIntoSight(root) {
    for (const here of root.querySelectorAll?.(".th-here") ?? []) {
      const box = here.closest(BOXES)
      if (box) box.scrollTop += here.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 4
    }
  }

  // On a phone the paper stands above the form: a figure leads up to its sentence, a number down to its figure.
  let sought = ""
  function seek(event) {
    if (!isPlain(event) || !matchMedia("(max-width: 640px)").matches) return
    if (event.target.closest?.(".th-fills a, .th-remark > a")) sought = ".th-reads"
    else if (event.target.closest?.(".th-reads a")) sought = ".th-hand"
  }
  function show(root) {
    const found = sought && (root.matches?.(sought) ? root : root.querySelector?.(sought))
    if (!found) return
    sought = ""
    found.scrollIntoView({ block: "start" })
  }

  // A box of units is typed into without accents, too: what no name holds as typed is put as the first name writes it. The
  // box itself compares letters with their accents; the names stand beside the version.
  const bare = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase()
  function accent(event) {
    const box = event.target
    if (event.isComposing || !box.matches?.('[data-testid="stSelectbox"] input, [data-testid="stMultiSelect"] input')) return
    if (!/đơn vị/i.test(box.getAttribute("aria-label") ?? "")) return
    const typed = box.value
    const names = (document.querySelector(".th-version")?.dataset.units ?? "").split("|")
    if (!typed.trim() || names.some((name) => name.toLowerCase().includes(typed.toLowerCase()))) return
    const sought = bare(typed)
    const name = names.find((one) => bare(one).includes(sought))
    if (!name) return
    const at = bare(name).indexOf(sought)
    const caret = box.selectionStart
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, name.slice(at, at + sought.length))
    box.setSelectionRange(caret, caret)
  }

  // What stands on paper says of which data it is, and when it was printed.
  function sign() {
    const foot = document.querySelector("body > .th-foot") ?? document.body.appendChild(document.createElement("p"))
    foot.className = "th-print th-foot"
    const data = document.querySelector(".th-version")?.textContent ?? ""
    const two = (number) => String(number).padStart(2, "0")
    const now = new Date()
    const day = `${two(now.getDate())}/${two(now.getMonth() + 1)}/${now.getFullYear()}`
    const said = [document.title, data, `in lúc ${two(now.getHours())}:${two(now.getMinutes())} ngày ${day}`]
    foot.textContent = said.filter(Boolean).join(" · ")
  }

  addEventListener("beforeprint", sign)
  document.addEventListener("input", accent, true)
  document.addEventListener("click", seek, true)
  document.addEventListener("click", follow)
  document.addEventListener("click", closeMenu, true)
  const start = () => {
    speak(document.body)
    new MutationObserver((changes) => {
      for (const change of changes) for (const node of change.addedNodes) if (node.nodeType === 1) {
        speak(node)
        if (mustShow) bringIntoSight(node)
        show(node)
      }
    }).observe(document.body, { childList: true, subtree: true })
  }
  if (document.body) start()
  else addEventListener("DOMContentLoaded", start)
})()
