using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infrar.Testing.Servers;

namespace Infrar.Cli.Tests.Remote;

/// <summary>A walk through every command that speaks to a server, by two people who share a team.</summary>
internal sealed partial class Walk : IDisposable
{
    private readonly List<(string Method, string Path)> _requests = [];

    private readonly PlatformServer _server;

    private Walk(PlatformServer server, Person ada, Person bo) => (_server, Ada, Bo) = (server, ada, bo);

    public Person Ada { get; }

    private Person Bo { get; }

    /// <summary>What was asked of the server and not refused.</summary>
    public IReadOnlyList<(string Method, string Path)> Requests => _requests;

    public static async Task<Walk> BeginAsync(RunningPlatform platform)
    {
        var server = await platform.ServerAsync();
        var walk = new Walk(server, new Person(server.Address, "Ada"), new Person(server.Address, "Bo"));
        foreach (var person in (Person[])[walk.Ada, walk.Bo])
        {
            person.Variables["INFRAR_DEBUG"] = "1";
            person.Write("infrar.yaml", Shop.Manifest);
        }

        return walk;
    }

    /// <summary>Walks.</summary>
    /// <param name="operations">What the server can do.</param>
    public async Task RunAsync(IReadOnlySet<string> operations)
    {
        await AccountsAsync();
        await TeamsAsync();
        await ProjectsAsync();
        await CredentialsAsync();
        await PricesAsync();
        await StatesAsync();
        await RunsAsync();
        if (operations.Contains("BeginUpload"))
        {
            await UploadsAsync();
        }

        await AuditAsync();
        await EndAsync();
    }

    public void Dispose()
    {
        Ada.Dispose();
        Bo.Dispose();
    }

    private async Task AccountsAsync()
    {
        await StepAsync(Ada, "status", "--server", Ada.Server);
        foreach (var person in (Person[])[Ada, Bo])
        {
            await StepAsync(
                person,
                Person.Password,
                [
                    "account",
                    "create",
                    "--server",
                    person.Server,
                    "--email",
                    person.Email,
                    "--name",
                    person.Name,
                    "--password-stdin",
                ]
            );
            await StepAsync(
                person,
                Person.Password,
                ["login", person.Server, "--email", person.Email, "--password-stdin"]
            );
        }

        Assert.Contains(Ada.Email, await StepAsync(Ada, "whoami"), StringComparison.Ordinal);
        await StepAsync(Ada, "account", "rename", "Ada L.");
        Assert.Contains("This one", await StepAsync(Ada, "sessions", "list"), StringComparison.Ordinal);
        await StepAsync(Ada, Person.Password, ["login", Ada.Server, "--email", Ada.Email, "--password-stdin"]);
        var sessions = await Ada.JsonAsync("sessions", "list");
        var other = sessions.EnumerateArray().First(s => !s.GetProperty("isCurrent").GetBoolean());
        await StepAsync(Ada, "sessions", "end", other.GetProperty("id").GetString()!);

        await StepAsync(Ada, "tokens", "create", "CI", "--scope", "projects:read");
        var tokens = await Ada.JsonAsync("tokens", "list");
        Assert.Contains("CI", await StepAsync(Ada, "tokens", "list"), StringComparison.Ordinal);
        await StepAsync(Ada, "tokens", "delete", tokens[0].GetProperty("id").GetString()!, "--yes");
        await StepAsync(Ada, $"{Person.Password}\n{Person.Password}!", ["account", "password", "--password-stdin"]);
        await SecondFactorAsync($"{Person.Password}!");
    }

    private async Task SecondFactorAsync(string password)
    {
        // The key is shown before the code is asked for, so somebody has to read it in between.
        var line = new AnsweringReader(password, Totp.CodeOf);
        using var console = new TestConsole(Ada.Folder) { IsAsked = true, Reader = line };
        console.Variables["XDG_CONFIG_HOME"] = Path.Combine(Ada.Folder, "config");
        console.Variables["INFRAR_DEBUG"] = "1";
        line.Error = () => console.Error;

        var exitCode = await console.Run("account", "second-factor", "enable");

        Assert.True(exitCode is 0, console.Error);
        Keep(console.Error);
        Assert.Contains("recovery codes", console.Output, StringComparison.Ordinal);
        await StepAsync(Ada, password, ["account", "second-factor", "disable", "--password-stdin"]);
    }

    private async Task TeamsAsync()
    {
        await StepAsync(Ada, "teams", "create", "Draft");
        await StepAsync(Ada, "teams", "rename", "Shop", "--team", "Draft");
        Assert.Contains("Shop", await StepAsync(Ada, "teams", "list"), StringComparison.Ordinal);
        var made = await Ada.JsonAsync("invitations", "create", Bo.Email, "viewer", "--team", "Shop");
        await StepAsync(Ada, "invitations", "create", "nobody@example.com", "viewer", "--team", "Shop");
        var open = await Ada.JsonAsync("invitations", "list", "--team", "Shop");
        await StepAsync(Ada, "invitations", "list", "--team", "Shop");
        var nobody = open.EnumerateArray().First(i => i.GetProperty("email").GetString() is "nobody@example.com");
        await StepAsync(Ada, "invitations", "withdraw", nobody.GetProperty("id").GetString()!, "--team", "Shop");
        await StepAsync(Bo, made.GetProperty("secret").GetString()!, ["invitations", "accept", "--secret-stdin"]);
        await StepAsync(Ada, "members", "role", Bo.Email, "operator", "--team", "Shop");
        Assert.Contains(
            "operator",
            await StepAsync(Ada, "members", "list", "--team", "Shop"),
            StringComparison.Ordinal
        );
    }

    private async Task ProjectsAsync()
    {
        await StepAsync(
            Ada,
            "projects",
            "create",
            "Shop",
            "--slug",
            "shop",
            "--team",
            "Shop",
            "--manifest",
            "infrar.yaml"
        );
        await StepAsync(Ada, "link", "shop");
        Assert.Contains("shop", await StepAsync(Ada, "projects", "list"), StringComparison.Ordinal);
        await StepAsync(Ada, "projects", "rename", "--name", "Web shop");
        Assert.Contains("Web shop", await StepAsync(Ada, "projects", "show"), StringComparison.Ordinal);
        Assert.Equal(Shop.Manifest, await StepAsync(Ada, "projects", "manifest", "get"));
        await StepAsync(Ada, "projects", "manifest", "put");
        await StepAsync(Ada, "projects", "manifest", "validate");
        await StepAsync(Ada, "projects", "manifest", "versions");
        var versions = await Ada.JsonAsync("projects", "manifest", "versions");
        var first = versions[versions.GetArrayLength() - 1].GetProperty("version").GetInt32();
        await StepAsync(Ada, "projects", "manifest", "get", "--version-number", $"{first}");
        await StepAsync(Ada, "projects", "environments");
        await StepAsync(Ada, "projects", "strategy", "production", "render");
        Assert.Contains(
            "render",
            await StepAsync(Ada, "projects", "compare", "-e", "production"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "a month",
            await StepAsync(Ada, "projects", "estimate", "-e", "production"),
            StringComparison.Ordinal
        );
        await StepAsync(Ada, "projects", "check", "-e", "production", "-s", "aws");
        await StepAsync(Ada, "projects", "graph", "-e", "production");
        await StepAsync(Ada, "projects", "generate", "-e", "production", "-s", "aws", "-o", "shop.zip");
        Assert.Equal("PK"u8.ToArray(), (await File.ReadAllBytesAsync(Path.Combine(Ada.Folder, "shop.zip")))[..2]);
    }

    private async Task CredentialsAsync()
    {
        await StepAsync(Ada, "credentials", "kinds");
        Ada.Write("cloudflare.env", $"# a comment\ntoken={new string('a', 40)}\n");
        await StepAsync(Ada, "credentials", "set", "cf", "cloudflare-token", "--fields", "cloudflare.env");
        await StepAsync(
            Ada,
            $$"""{"token":"{{new string('b', 40)}}"}""",
            ["credentials", "rotate", "cf", "--fields", "-"]
        );
        Assert.Contains("cf", await StepAsync(Ada, "credentials", "list"), StringComparison.Ordinal);
        await StepAsync(Ada, "credentials", "delete", "cf", "--yes");
    }

    private async Task PricesAsync()
    {
        string[] search =
        [
            "prices",
            "search",
            "--provider",
            "aws",
            "--region",
            "eu-west-1",
            "db.t3.medium multi postgresql",
        ];
        Assert.Contains("QQAGQAY7QG33KD6Z", await StepAsync(Ada, search), StringComparison.Ordinal);
        // With or without a server: one answer, as long as no feed was read.
        Assert.Equal(await StepAsync(Ada, search), await StepAsync(Ada, [.. search, "--embedded"]));
        string[] show = ["prices", "show", "QQAGQAY7QG33KD6Z", "--format", "json"];
        Assert.Equal(await StepAsync(Ada, show), await StepAsync(Ada, [.. show, "--embedded"]));
        Assert.Contains(
            "0.156 USD",
            await StepAsync(Ada, "prices", "show", "QQAGQAY7QG33KD6Z"),
            StringComparison.Ordinal
        );
        Assert.Contains("eu-west-1", await StepAsync(Ada, "prices", "status"), StringComparison.Ordinal);
        await StepAsync(Ada, "prices", "syncs", "list");
        await StepAsync(Ada, "prices", "quarantine", "list", "--all");
        Assert.Contains("by 5 %", await StepAsync(Ada, "prices", "tell", "5"), StringComparison.Ordinal);
        await StepAsync(Ada, "prices", "pin", "none");
        Assert.Contains("embedded", await StepAsync(Ada, "prices", "settings"), StringComparison.Ordinal);
        await StepAsync(Ada, "prices", "export", "prices.csv", "--provider", "hetzner");
        Assert.StartsWith(
            "ProviderName,ServiceName,SkuId",
            await File.ReadAllTextAsync(Path.Combine(Ada.Folder, "prices.csv")),
            StringComparison.Ordinal
        );
    }

    private async Task StatesAsync()
    {
        const string State =
            """{"version":4,"terraform_version":"1.11.4","serial":SERIAL,"lineage":"l","outputs":{"url":{"value":"http://a","type":"string"}},"resources":[]}""";
        Ada.Write("one.tfstate", State.Replace("SERIAL", "1", StringComparison.Ordinal));
        Ada.Write(
            "two.tfstate",
            State.Replace("SERIAL", "2", StringComparison.Ordinal).Replace("http://a", "http://b")
        );
        await StepAsync(Ada, "state", "push", "one.tfstate", "-e", "production");
        await StepAsync(Ada, "state", "push", "two.tfstate", "-e", "production");
        Assert.Contains("production", await StepAsync(Ada, "workspace", "list"), StringComparison.Ordinal);
        await StepAsync(Ada, "workspace", "lock", "-e", "production", "--reason", "Moving house.");
        Assert.Contains("Moving house.", await StepAsync(Ada, "workspace", "show"), StringComparison.Ordinal);
        await StepAsync(Ada, "workspace", "unlock");
        Assert.Contains("2 versions", await StepAsync(Ada, "state", "list"), StringComparison.Ordinal);
        Assert.Contains("serial 1", await StepAsync(Ada, "state", "show", "1"), StringComparison.Ordinal);
        Assert.Contains("\"serial\":2", await StepAsync(Ada, "state", "pull"), StringComparison.Ordinal);
        Assert.Contains("\"serial\":1", await StepAsync(Ada, "state", "pull", "1"), StringComparison.Ordinal);
        Assert.Contains("http://b", await StepAsync(Ada, "state", "diff"), StringComparison.Ordinal);
        Assert.Contains("serial 3", await StepAsync(Ada, "state", "restore", "1", "--yes"), StringComparison.Ordinal);
        Assert.Contains("http://a", await StepAsync(Ada, "state", "outputs"), StringComparison.Ordinal);
        await StepAsync(Ada, "state", "unlock", "--yes");
    }

    private async Task RunsAsync()
    {
        await StepAsync(Ada, "workspace", "variables", "set", "log_level", "debug");
        Assert.Contains("debug", await StepAsync(Ada, "workspace", "variables", "list"), StringComparison.Ordinal);
        await StepAsync(Ada, "workspace", "variables", "unset", "log_level");
        string[] choice = ["-e", "production", "-s", "aws"];
        Assert.Contains("to create", await StepAsync(Ada, ["run", "plan", .. choice]), StringComparison.Ordinal);
        Ada.Write("own/main.tf", "resource \"terraform_data\" \"own\" {}\n");
        string[] own = ["run", "plan", "-e", "production", "--configuration", "own"];
        Assert.Contains("1 to create", await StepAsync(Ada, own), StringComparison.Ordinal);
        var first = await DetachedAsync(choice);
        var second = await DetachedAsync(choice);
        await StepAsync(Ada, "run", "cancel", second, "-m", "One is enough.");
        await StepAsync(Ada, "run", "logs", first, "--follow");
        // In production somebody else approves as soon as there is somebody, unless the policy says otherwise.
        Assert.Contains(
            "Somebody else",
            (await Ada.RunAsync(["run", "approve", first])).Error,
            StringComparison.Ordinal
        );
        await StepAsync(Bo, "run", "approve", first, "-m", "Agreed.", "--project", "shop");
        await StepAsync(Ada, "run", "logs", first, "--follow");
        Assert.Contains("is applied", await StepAsync(Ada, "run", "show", first), StringComparison.Ordinal);
        Assert.Contains(second, await StepAsync(Ada, "run", "list"), StringComparison.Ordinal);
        await StepAsync(Ada, "run", "logs", first);
        foreach (var what in (string[])["configuration", "plan", "plan-json", "difference", "plan-log", "apply-log"])
        {
            await StepAsync(Ada, "run", "download", first, "--what", what, "-o", what);
        }

        Assert.Contains(
            "Everything is as the state has it",
            await StepAsync(Ada, "run", "drift", "-e", "production"),
            StringComparison.Ordinal
        );
        await DriftAsync();
        var drifted = await StepAsync(Ada, "run", "drift", "-e", "production");
        Assert.Contains("1 resource changed outside", drifted, StringComparison.Ordinal);
        Assert.Contains("somebody", drifted, StringComparison.Ordinal);
        await RulesAsync();
        var third = (await Ada.JsonAsync(["run", "destroy", .. choice, "--detach"])).GetProperty("id").GetString()!;
        await StepAsync(Ada, "run", "logs", third, "--follow");
        await StepAsync(Ada, "run", "discard", third);
    }

    // Somebody changes a tag at the provider.
    private async Task DriftAsync()
    {
        var workspace = (await Ada.JsonAsync("workspace", "show", "-e", "production")).GetProperty("id").GetString();
        var path = Path.Combine(_server.DataFolder, "stand-in", $"{workspace}.json");
        var cloud = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        var tagged = cloud["resources"]!.AsArray().Select(r => r!["attributes"]!).First(a => a["tags"] is JsonObject);
        tagged["tags"]!["changed"] = "by somebody";
        tagged["tags_all"]!["changed"] = "by somebody";
        await File.WriteAllTextAsync(path, cloud.ToJsonString());
    }

    private async Task RulesAsync()
    {
        await StepAsync(
            Ada,
            [
                "workspace",
                "policy",
                "set",
                "-e",
                "production",
                "--approvals",
                "2",
                "--monthly-cost",
                "900",
                "--protect",
                "aws_db_*",
            ]
        );
        var policy = await StepAsync(Ada, "workspace", "policy", "show", "-e", "production");
        Assert.Contains("at most 900", policy, StringComparison.Ordinal);
        Assert.Contains("aws_db_*", policy, StringComparison.Ordinal);
        await StepAsync(Ada, "workspace", "policy", "set", "-e", "production", "--monthly-cost", "none");
        await StepAsync(Ada, "workspace", "schedule", "set", "-e", "production", "--expires-in", "48");
        Assert.Contains(
            "destroyed at",
            await StepAsync(Ada, "workspace", "schedule", "show", "-e", "production"),
            StringComparison.Ordinal
        );
        await StepAsync(Ada, "workspace", "schedule", "set", "-e", "production", "--expires-in", "0");
        var key = await StepAsync(Ada, "notifications", "add", "On-call", "--url", "https://hooks.example.com/a");
        Assert.Contains("signed with", key, StringComparison.Ordinal);
        await StepAsync(Ada, "notifications", "change", "On-call", "--event", "runInterrupted");
        Assert.Contains("hooks.example.com", await StepAsync(Ada, "notifications", "list"), StringComparison.Ordinal);
        await StepAsync(Ada, "notifications", "test", "On-call");
        Assert.Contains(
            "test",
            await StepAsync(Ada, "notifications", "deliveries", "On-call"),
            StringComparison.Ordinal
        );
        await StepAsync(Ada, "notifications", "remove", "On-call");
    }

    private async Task<string> DetachedAsync(string[] choice) =>
        (await Ada.JsonAsync(["run", "apply", .. choice, "--detach"])).GetProperty("id").GetString()!;

    private async Task UploadsAsync()
    {
        Ada.Write(
            "source/package.json",
            """{"name":"shop","scripts":{"start":"node index.js"},"dependencies":{"express":"4"}}"""
        );
        Ada.Write("source/index.js", "require('express')().listen(process.env.PORT || 3000)\n");
        Assert.Contains("component", await StepAsync(Ada, "push", "source"), StringComparison.Ordinal);
        var uploads = await Ada.JsonAsync("uploads", "list");
        await StepAsync(Ada, "uploads", "list");
        var id = uploads[0].GetProperty("id").GetString()!;
        Assert.Contains("detected", await StepAsync(Ada, "uploads", "show", id), StringComparison.Ordinal);
        await BuildsAsync(id);
        await StepAsync(Ada, "uploads", "delete", id, "--yes");
    }

    // No builder is at work here: what waits for one can be looked at and stopped.
    private async Task BuildsAsync(string upload)
    {
        await StepAsync(Ada, "npm_0123456789", ["builds", "secrets", "set", "npm-token"]);
        Assert.Contains("npm-token", await StepAsync(Ada, "builds", "secrets", "list"), StringComparison.Ordinal);
        await StepAsync(Ada, "builds", "secrets", "unset", "npm-token");
        Assert.Contains("BEGIN PUBLIC KEY", await StepAsync(Ada, "registry", "show"), StringComparison.Ordinal);
        await StepAsync(Ada, "hunter22", ["registry", "set", "registry.example.com/shop", "--user", "infrar"]);
        Assert.Contains(
            "registry.example.com/shop",
            await StepAsync(Ada, "registry", "show"),
            StringComparison.Ordinal
        );
        await StepAsync(Ada, "registry", "remove");
        await HooksAsync();
        await StepAsync(Ada, "build", "--upload", upload, "--component", "shop", "-m", "A try", "--detach");
        var build = (await Ada.JsonAsync("builds", "list"))[0].GetProperty("id").GetString()!;
        Assert.Contains("build queued", await StepAsync(Ada, "builds", "list"), StringComparison.Ordinal);
        await StepAsync(Ada, "builds", "show", build);
        await StepAsync(Ada, "builds", "cancel", build, "-m", "Enough");
        Assert.Contains(
            "is canceled",
            await StepAsync(Ada, "builds", "log", build, "--follow"),
            StringComparison.Ordinal
        );
        Assert.Contains("No releases yet", await StepAsync(Ada, "releases", "list"), StringComparison.Ordinal);
    }

    private async Task HooksAsync()
    {
        Assert.Contains("No push is built yet", await StepAsync(Ada, "hooks", "list"), StringComparison.Ordinal);
        var made = await StepAsync(Ada, "hooks", "create", "https://git.example.com/shop.git", "--branch", "main");
        var hook = (await Ada.JsonAsync("hooks", "list"))[0].GetProperty("id").GetString()!;
        Assert.Contains($"/api/v1/hooks/{hook}", made, StringComparison.Ordinal);
        var secret = made.Split("Secret")[1].Trim();
        var shown = await StepAsync(Ada, "hooks", "show", hook);
        Assert.Contains(
            "Pushes to main of https://git.example.com/shop.git are built.",
            shown,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        await StepAsync(Ada, "hooks", "delete", hook);
    }

    private async Task AuditAsync()
    {
        Assert.Contains(
            "credential",
            await StepAsync(Ada, "audit", "list", "--team", "Shop", "--limit", "60"),
            StringComparison.Ordinal
        );
        Assert.Contains("whole", await StepAsync(Ada, "audit", "verify", "--team", "Shop"), StringComparison.Ordinal);
        var lines = (await StepAsync(Ada, "audit", "export", "--team", "Shop")).Trim().Split('\n');
        Assert.All(lines, l => Assert.StartsWith("{\"sequence\":", l, StringComparison.Ordinal));
    }

    private async Task EndAsync()
    {
        await StepAsync(Ada, "projects", "delete", "--yes");
        await StepAsync(Ada, "members", "remove", Bo.Email, "--team", "Shop", "--yes");
        var made = await Ada.JsonAsync("invitations", "create", Bo.Email, "viewer", "--team", "Shop");
        await StepAsync(Bo, made.GetProperty("secret").GetString()!, ["invitations", "accept", "--secret-stdin"]);
        await StepAsync(Bo, "teams", "leave", "--team", "Shop", "--yes");
        await StepAsync(Bo, "logout");
        await StepAsync(Ada, "logout", "--everywhere");
    }

    private Task<string> StepAsync(Person person, params string[] arguments) => StepAsync(person, "", arguments);

    private async Task<string> StepAsync(Person person, string piped, string[] arguments)
    {
        var said = await person.RunAsync(arguments, piped);
        Assert.True(said.ExitCode is 0, $"{string.Join(' ', arguments)}: {said.Error}");
        Keep(said.Error);
        return said.Output;
    }

    private void Keep(string error) =>
        _requests.AddRange(
            Traced().Matches(error).Select(m => (m.Groups["method"].Value, m.Groups["path"].Value.Split('?')[0]))
        );

    [GeneratedRegex(@"http: (?<method>[A-Z]+) (?<path>\S+) 2\d\d$", RegexOptions.Multiline)]
    private static partial Regex Traced();
}
