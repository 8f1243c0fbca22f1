// The way to the home screen: a button where the browser offers one, else words.
(() => {
  const place = document.getElementById("install");
  if (!place || matchMedia("(display-mode: standalone)").matches || navigator.standalone) return;
  const show = (name) => {
    place.hidden = false;
    place.querySelector(`[data-way=${name}]`).hidden = false;
  };
  if (/MicroMessenger/.test(navigator.userAgent)) show("wechat");
  else if (/iPhone|iPad/.test(navigator.userAgent)) show("share");
  let offer;
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event;
    show("button");
  });
  sync.install = async () => {
    await offer.prompt();
    place.hidden = true;
  };
})();
