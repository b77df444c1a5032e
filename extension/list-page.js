// What happens on the page of a list? The options open, where the reader can look at the list. Nothing is asked of anybody yet.
"use strict";

(() => {
  const tell = () => chrome.runtime.sendMessage({ kind: "list" }).catch(console.debug);
  // The address alone is what any page can have.
  if (document.contentType !== "text/plain" || !location.pathname.endsWith("/copytaster-list.txt")) return;
  if (document.prerendering) document.addEventListener("prerenderingchange", tell, { once: true });
  else tell();
})();
