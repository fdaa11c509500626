using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Web;

/// <summary>Serves the exported web pages at <c>/</c>, where they are there.</summary>
/// <remarks>
/// They stand before limits and access: they hold nothing of anybody, and whoever has asked too often should see the page that says
/// so. All that is somebody's comes from the API, with a token.
/// </remarks>
internal sealed class WebPages(IOptions<WebOptions> options) : IDisposable
{
    // Scripts and styles are files of our own; what a library sets on an element it sets through the object model, which this allows.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly PageTypes Types = new();

    private readonly PhysicalFileProvider? _files = options.Value.Found() is { } folder ? new(folder) : null;

    /// <summary>Whether there are any.</summary>
    public bool AreThere => _files is not null;

    /// <summary>Serves the pages; without any, nothing comes between.</summary>
    public void Use(IApplicationBuilder app)
    {
        if (_files is null)
        {
            return;
        }

        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = _files });
        app.Use(PreferCompressedAsync);
        app.UseStaticFiles(
            new StaticFileOptions
            {
                FileProvider = _files,
                ContentTypeProvider = Types,
                OnPrepareResponse = Prepare,
            }
        );
    }

    /// <summary>The page for a person who came by an address that nothing has; null for programs, and without pages.</summary>
    public Results<ContentHttpResult, ProblemHttpResult>? NowhereFor(HttpContext http)
    {
        var isPerson = http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/html");
        if (
            !isPerson
            || http.Request.Path.StartsWithSegments("/api")
            || _files?.GetFileInfo("404.html") is not { Exists: true } page
        )
        {
            return null;
        }

        using var reader = new StreamReader(page.CreateReadStream());
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return TypedResults.Content(
            reader.ReadToEnd(),
            "text/html; charset=utf-8",
            statusCode: StatusCodes.Status404NotFound
        );
    }

    /// <inheritdoc/>
    public void Dispose() => _files?.Dispose();

    // The build wrote each file a second and third time, compressed as well as it can be, which no server has time for.
    private async Task PreferCompressedAsync(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path;
        var accepted = http.Request.GetTypedHeaders().AcceptEncoding;
        foreach (var (coding, ending) in (ReadOnlySpan<(string, string)>)[("br", ".br"), ("gzip", ".gz")])
        {
            if (
                path.Value is [.., not '/']
                && accepted.Any(a => a.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0)
                && _files!.GetFileInfo(path.Value + ending).Exists
            )
            {
                http.Features.Set(new Compressed(path, coding));
                http.Request.Path = path.Value + ending;
                break;
            }
        }

        await next(http);
    }

    private static void Prepare(StaticFileResponseContext context)
    {
        var http = context.Context;
        var (headers, path) = (http.Response.Headers, http.Request.Path);
        if (http.Features.Get<Compressed>() is { } compressed)
        {
            path = compressed.Path;
            headers.ContentEncoding = compressed.Coding;
        }

        headers.Vary = "Accept-Encoding";
        headers.ContentSecurityPolicy = Policy;
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        // What bears a hash in its name never changes; everything else is asked for anew, which its ETag makes cheap.
        headers.CacheControl = path.StartsWithSegments("/_next/static")
            ? "public, max-age=31536000, immutable"
            : "no-cache";
    }

    private sealed record Compressed(PathString Path, string Coding);

    /// <summary>A compressed file is of the type that it is once read.</summary>
    private sealed class PageTypes : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider _types = new()
        {
            Mappings = { [".yaml"] = "text/yaml; charset=utf-8" },
        };

        public bool TryGetContentType(string subpath, [MaybeNullWhen(false)] out string contentType) =>
            _types.TryGetContentType(
                Path.GetExtension(subpath) is ".br" or ".gz" ? Path.ChangeExtension(subpath, null) : subpath,
                out contentType
            );
    }
}
