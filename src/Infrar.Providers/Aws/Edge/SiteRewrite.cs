using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Edge;

/// <summary>Finds the file that a path without an ending stands for, as a static export lays files out.</summary>
internal static class SiteRewrite
{
    private const string Script = """
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

        """;

    /// <summary>The function's code, in a file beside the configuration.</summary>
    public static Value.Expression Code(StaticSite statics, Site site)
    {
        var path = $"functions/{statics.Name}-rewrite.js";
        site.AddFile(path, Script.ReplaceLineEndings("\n"));
        return new($"file(\"${{path.module}}/{path}\")", []);
    }
}
