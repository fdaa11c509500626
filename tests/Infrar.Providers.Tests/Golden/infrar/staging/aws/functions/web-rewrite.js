// Paths end in no file name: /about/ is /about/index.html, and /about is /about.html.
function handler(event) {
  var request = event.request;
  if (request.uri.endsWith("/")) {
    request.uri += "index.html";
  } else if (request.uri.lastIndexOf(".") < request.uri.lastIndexOf("/")) {
    request.uri += ".html";
  }
  return request;
}
