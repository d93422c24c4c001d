// Shows what WorkSync's server pushes while no page is open (W3C Push API), and opens the place that it is about.

self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", (event) => event.waitUntil(open(event.notification)));

async function show(data) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  // whoever looks at WorkSync sees it there
  if (windows.some((window) => window.focused)) return;
  const notice = read(data);
  await self.registration.showNotification(notice.title ?? "News in WorkSync", {
    body: notice.body || "",
    icon: "/favicon.svg",
    // the next one of the same place takes its place
    tag: notice.channelId ?? notice.id ?? "worksync",
    renotify: true,
    data: { channelId: notice.channelId ?? null, seq: notice.seq ?? null },
  });
}

function read(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

async function open(notification) {
  notification.close();
  const { channelId, seq } = notification.data;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = windows[0];
  if (!page) {
    const place = channelId ? `/#/c/${channelId}${seq === null ? "" : `/${seq}`}` : "/";
    await self.clients.openWindow(place);
    return;
  }
  if (channelId) page.postMessage({ type: "open-channel", channelId, seq });
  await page.focus();
}
