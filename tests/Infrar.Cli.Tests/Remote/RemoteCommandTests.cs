using System.Text.Json;

namespace Infrar.Cli.Tests.Remote;

public sealed class RemoteCommandTests(RunningPlatform platform)
{
    [Theory]
    [InlineData("No projects yet. Make one: ", "projects", "list")]
    [InlineData("No API tokens yet. Make one: ", "tokens", "list")]
    [InlineData("No open invitations. Invite somebody: ", "invitations", "list")]
    public async Task An_empty_list_says_what_to_do(string expected, params string[] line)
    {
        using var ada = await platform.SignedInAsync("Ada");

        Assert.StartsWith(expected, await ada.DoAsync(line), StringComparison.Ordinal);
        Assert.Equal("[]\n", await ada.DoAsync([.. line, "--format", "json"]));
    }

    [Fact]
    public async Task What_cannot_be_undone_is_asked_for_first()
    {
        using var ada = await platform.SignedInAsync("Ada");
        var slug = $"s{Guid.NewGuid():N}"[..12];
        await ada.DoAsync("projects", "create", "Shop", "--slug", slug);
        string[] line = ["projects", "delete", "--project", slug];

        var piped = await ada.RunAsync(line);
        var wrong = await ada.RunAsync(line, typed: "yes\n");
        var right = await ada.RunAsync(line, typed: $"{slug}\n");

        Assert.Contains("error SRV007", piped.Error, StringComparison.Ordinal);
        Assert.Contains("error SRV007", wrong.Error, StringComparison.Ordinal);
        Assert.Equal($"{slug} is deleted.\n", right.Output);
    }

    [Fact]
    public async Task A_refusal_shows_where_each_fault_is()
    {
        using var ada = await platform.SignedInAsync("Ada");
        var slug = $"s{Guid.NewGuid():N}"[..12];
        await ada.DoAsync("projects", "create", "Shop", "--slug", slug);
        string[] line = ["credentials", "set", "cf", "cloudflare-token", "--fields", "-", "--project", slug];

        var table = await ada.RunAsync(line, piped: "token=short");
        var json = await ada.RunAsync([.. line, "--format", "json"], piped: "token=short");

        Assert.Contains("error CRD", table.Error, StringComparison.Ordinal);
        Assert.Contains("/fields/token", table.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("short\n", table.Error, StringComparison.Ordinal);
        await Schemas.AssertValid(json.Error, "problem");
        using var problem = JsonDocument.Parse(json.Error);
        Assert.Equal("/fields/token", problem.RootElement.GetProperty("errors")[0].GetProperty("pointer").GetString());
        Assert.Equal(422, problem.RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_manifest_made_from_an_older_version_is_refused()
    {
        using var ada = await platform.SignedInAsync("Ada");
        var slug = $"s{Guid.NewGuid():N}"[..12];
        ada.Write("infrar.yaml", Shop.Manifest);
        await ada.DoAsync("projects", "create", "Shop", "--slug", slug, "--manifest", "infrar.yaml");
        await ada.DoAsync("link", slug);
        var version = (await ada.JsonAsync("projects", "show")).GetProperty("version").GetInt32();

        await ada.DoAsync("projects", "manifest", "put", "--over", $"{version}");
        var stale = await ada.RunAsync(["projects", "manifest", "put", "--over", $"{version}"]);

        Assert.Contains("error API005", stale.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_is_followed()
    {
        using var ada = await platform.SignedInAsync("Ada");
        foreach (var name in (string[])["One", "Two", "Three"])
        {
            await ada.DoAsync("projects", "create", name);
        }

        var paged = await ada.RunAsync(["api", "GET", "projects?limit=1", "--paginate"]);
        var limited = await ada.JsonAsync("projects", "list", "--limit", "2");

        using var all = JsonDocument.Parse(paged.Output);
        Assert.Equal(
            ["Three", "Two", "One"],
            all.RootElement.EnumerateArray().Select(p => p.GetProperty("name").GetString())
        );
        Assert.Equal(2, limited.GetArrayLength());
    }

    [Fact]
    public async Task Any_request_is_made_of_fields()
    {
        using var ada = await platform.SignedInAsync("Ada");

        var made = await ada.RunAsync([
            "api",
            "POST",
            "tokens",
            "-F",
            "name=CI",
            "-F",
            "scopes[]=projects:read",
            "-F",
            "scopes[]=teams:read",
            "-F",
            "expiresInDays=7",
        ]);
        var shown = await ada.RunAsync(["api", "GET", "tokens", "-F", "limit=1", "--include"]);
        var refused = await ada.RunAsync(["api", "GET", "projects/none-of-mine"]);

        using var token = JsonDocument.Parse(made.Output);
        Assert.Equal(2, token.RootElement.GetProperty("token").GetProperty("scopes").GetArrayLength());
        Assert.StartsWith("HTTP 200\n", shown.Output, StringComparison.Ordinal);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("error PRJ", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_counts_for_the_folders_below()
    {
        using var ada = await platform.SignedInAsync("Ada");
        var slug = $"s{Guid.NewGuid():N}"[..12];
        await ada.DoAsync("projects", "create", "Shop", "--slug", slug);
        await ada.DoAsync("link", slug);
        Directory.CreateDirectory(Path.Combine(ada.Folder, "src/deep"));
        using var below = new TestConsole(Path.Combine(ada.Folder, "src/deep"));
        below.Variables["XDG_CONFIG_HOME"] = Path.Combine(ada.Folder, "config");

        Assert.Equal(0, await below.Run("projects", "show"));
        Assert.Contains(slug, below.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_alone_shows_its_help()
    {
        using var console = new TestConsole();

        Assert.Equal(0, await console.Run("projects"));
        Assert.Contains("infrar projects <command> [options]", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_of_a_group_suggests_the_nearest()
    {
        using var console = new TestConsole();

        Assert.Equal(1, await console.Run("projects", "lst"));
        Assert.Contains(
            "There is no command 'projects lst'. Did you mean 'list'?",
            console.Error,
            StringComparison.Ordinal
        );
    }
}
