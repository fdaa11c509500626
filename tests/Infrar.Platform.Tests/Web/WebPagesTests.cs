using System.IO.Compression;
using System.Net;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.Web;

/// <summary>Pages are served as a browser needs them, and keep from it what it must not do.</summary>
public sealed class WebPagesTests : IAsyncLifetime
{
    private readonly string _around = Directory.CreateTempSubdirectory("infrar-web-").FullName;
    private TestPlatform _platform = null!;
    private HttpClient _client = null!;

    private string Folder => Path.Combine(_around, "pages");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "_next/static"));
        Directory.CreateDirectory(Path.Combine(Folder, "signin"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "index.html"), "<p>home", Cancel);
        await File.WriteAllTextAsync(Path.Combine(Folder, "404.html"), "<p>nowhere", Cancel);
        await File.WriteAllTextAsync(Path.Combine(Folder, "signin/index.html"), "<p>sign in", Cancel);
        await File.WriteAllTextAsync(Path.Combine(Folder, "_next/static/a1b2.js"), "plain", Cancel);
        await using (var file = File.Create(Path.Combine(Folder, "_next/static/a1b2.js.br")))
        await using (var brotli = new BrotliStream(file, CompressionLevel.Optimal))
        {
            await brotli.WriteAsync("compressed"u8.ToArray(), Cancel);
        }

        _platform = await TestPlatform.StartAsync(false, Cancel, $"--Web:Folder={Folder}");
        _client = _platform.Anonymous();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _platform.DisposeAsync();
        Directory.Delete(_around, recursive: true);
    }

    [Fact]
    public async Task A_page_comes_with_what_keeps_scripts_and_frames_of_others_out()
    {
        var answer = await _client.GetAsync("/signin/", Cancel);

        Assert.Equal("<p>sign in", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        var policy = string.Join("", answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", string.Join("", answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", string.Join("", answer.Headers.GetValues("Referrer-Policy")));
        Assert.True(answer.Headers.CacheControl?.NoCache);
    }

    [Fact]
    public async Task An_address_without_its_slash_leads_to_the_page()
    {
        var answer = await _client.GetAsync("/signin?next=%2F", Cancel);

        Assert.Equal("/signin/", answer.RequestMessage?.RequestUri?.AbsolutePath);
        Assert.Equal("?next=%2F", answer.RequestMessage?.RequestUri?.Query);
    }

    [Theory]
    [InlineData("br", "compressed", "br")]
    [InlineData("gzip", "plain", null)]
    [InlineData("br;q=0", "plain", null)]
    public async Task A_file_comes_compressed_to_whom_can_read_it(string accepts, string holds, string? coding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_next/static/a1b2.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepts);
        var answer = await _client.SendAsync(request, Cancel);

        Assert.Equal(coding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
        Assert.Equal("Accept-Encoding", answer.Headers.Vary.Single());
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        await using var read = coding is null ? body : new BrotliStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(read);
        Assert.Equal(holds, await reader.ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        var first = await _client.GetAsync("/", Cancel);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await _client.SendAsync(again, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("/nowhere", "text/html", "<p>nowhere")]
    [InlineData("/nowhere", "application/json", "API002")]
    [InlineData("/api/v1/nowhere", "text/html", "API002")]
    public async Task People_are_shown_a_page_where_nothing_is_and_programs_a_problem(
        string path,
        string accept,
        string holds
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        var answer = await _client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(holds, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/../secret")]
    [InlineData("/..%2fsecret")]
    [InlineData("/%2e%2e/secret")]
    public async Task Nothing_outside_of_the_folder_is_served(string path)
    {
        await File.WriteAllTextAsync(Path.Combine(_around, "secret"), "kept back", Cancel);
        var answer = await _client.GetAsync(new Uri(_platform.Address + path), Cancel);

        Assert.DoesNotContain("kept back", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolder_without_pages_is_refused_by_name()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            TestPlatform.StartAsync(false, Cancel, $"--Web:Folder={Folder}/signin/none")
        );

        Assert.Contains("npm run build", failure.Message, StringComparison.Ordinal);
    }
}
