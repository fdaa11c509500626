using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Infrar.Cli.Tests.Remote;

public sealed class SignInTests(RunningPlatform platform)
{
    [Fact]
    public async Task A_sign_in_is_kept_for_its_user_alone_and_is_never_printed()
    {
        using var ada = await platform.SignedInAsync("Ada");

        var shown = await ada.RunAsync(["whoami"]);

        Assert.Contains(ada.Email, shown.Output, StringComparison.Ordinal);
        AssertOwn(ada.SignIns, UnixFileMode.None);
        AssertOwn(Path.GetDirectoryName(ada.SignIns)!, UnixFileMode.UserExecute);
        var kept = Kept(ada);
        ada.Variables["INFRAR_DEBUG"] = "1";
        var traced = await ada.RunAsync(["projects", "list"]);
        foreach (var secret in (string[])[kept["accessToken"]!.ToString(), kept["refreshToken"]!.ToString()])
        {
            Assert.DoesNotContain(
                secret,
                $"{shown.Output}{shown.Error}{traced.Output}{traced.Error}",
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task A_person_at_a_terminal_is_asked()
    {
        using var ada = await platform.SignedInAsync("Ada");
        await ada.DoAsync("logout");

        var said = await ada.RunAsync(["login", ada.Server], typed: $"{ada.Email}\n{Person.Password}\n");

        Assert.Equal(0, said.ExitCode);
        Assert.Equal($"Signed in at {ada.Server} as {ada.Email}.\n", said.Output);
        Assert.StartsWith("E-mail: Password: ", said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Person.Password, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_keeps_nothing()
    {
        using var ada = await platform.SignedInAsync("Ada");
        await ada.DoAsync("logout");

        var said = await ada.RunAsync(
            ["login", ada.Server, "--email", ada.Email, "--password-stdin"],
            piped: "not this one at all"
        );

        Assert.Equal(1, said.ExitCode);
        Assert.Contains("error ACC012", said.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await ada.RunAsync(["whoami", "--server", ada.Server])).ExitCode);
    }

    [Fact]
    public async Task A_second_factor_is_asked_for()
    {
        using var ada = await platform.SignedInAsync("Ada");
        var reader = new AnsweringReader(Person.Password, Totp.CodeOf);
        using var console = new TestConsole(ada.Folder) { IsAsked = true, Reader = reader };
        console.Variables["XDG_CONFIG_HOME"] = Path.Combine(ada.Folder, "config");
        reader.Error = () => console.Error;
        Assert.Equal(0, await console.Run("account", "second-factor", "enable", "--format", "json"));
        var codes = JsonNode.Parse(console.Output)!["recoveryCodes"]!.AsArray();
        string[] line = ["login", ada.Server, "--email", ada.Email];

        var piped = await ada.RunAsync([.. line, "--password-stdin"], piped: Person.Password);
        var typed = await ada.RunAsync(line, typed: $"{Person.Password}\n{codes[0]}\n");

        Assert.Contains("SRV009", piped.Error, StringComparison.Ordinal);
        Assert.Contains("--code", piped.Error, StringComparison.Ordinal);
        Assert.True(typed.ExitCode is 0, typed.Error);
    }

    [Fact]
    public async Task Many_processes_renew_a_session_once()
    {
        using var ada = await platform.SignedInAsync("Ada");
        var before = Kept(ada);
        Expire(ada);

        var ended = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ProcessAsync(ada, "whoami")));

        Assert.All(ended, e => Assert.True(e.ExitCode is 0, e.Error));
        Assert.Equal(1, ended.Sum(e => e.Error.Split("POST /api/v1/sessions/renew 200").Length - 1));
        Assert.NotEqual(before["refreshToken"]!.ToString(), Kept(ada)["refreshToken"]!.ToString());
        Assert.Contains(ada.Email, await ada.DoAsync("whoami"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_access_token_that_the_server_refuses_is_renewed()
    {
        using var ada = await platform.SignedInAsync("Ada");
        Change(ada, kept => kept["accessToken"] = kept["accessToken"]!.ToString()[..^4] + "AAAA");

        Assert.Contains(ada.Email, await ada.DoAsync("whoami"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_has_ended_says_so()
    {
        using var ada = await platform.SignedInAsync("Ada");
        Change(ada, kept => kept["refreshToken"] = "nonsense");
        Expire(ada);

        var said = await ada.RunAsync(["whoami"]);

        Assert.Equal(1, said.ExitCode);
        Assert.Contains("error ACC015: The session has ended", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_signs_in_by_variables_and_keeps_nothing()
    {
        using var ada = await platform.SignedInAsync("Ada");
        var token = (await ada.JsonAsync("tokens", "create", "CI", "--scope", "projects:read"))
            .GetProperty("secret")
            .GetString()!;
        using var ci = new Person(ada.Server, "Ci");
        ci.Variables["INFRAR_TOKEN"] = token;
        ci.Variables["INFRAR_SERVER"] = ci.Server;

        var listed = await ci.RunAsync(["projects", "list"]);
        var refused = await ci.RunAsync(["projects", "create", "X"]);

        Assert.Equal("No projects yet. Make one: infrar projects create NAME --manifest infrar.yaml\n", listed.Output);
        Assert.Equal(1, refused.ExitCode);
        Assert.DoesNotContain(token, refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(ci.SignIns));
    }

    [Fact]
    public async Task A_token_is_kept_from_standard_input_and_warned_of_in_arguments()
    {
        using var ada = await platform.SignedInAsync("Ada");
        var token = (await ada.JsonAsync("tokens", "create", "CI", "--scope", "projects:read"))
            .GetProperty("secret")
            .GetString()!;
        using var ci = new Person(ada.Server, "Ci");

        var piped = await ci.RunAsync(["login", ci.Server, "--token-stdin"], piped: token + "\n");
        var stated = await ci.RunAsync(["login", ci.Server, "--token", token]);

        Assert.Equal((0, ""), (piped.ExitCode, piped.Error));
        Assert.Equal(0, stated.ExitCode);
        Assert.Contains("warning", stated.Error, StringComparison.Ordinal);
        await ci.DoAsync("projects", "list");
    }

    [Fact]
    public async Task A_token_never_goes_to_a_server_that_a_file_names()
    {
        using var ci = new Person((await platform.ServerAsync()).Address, "Ci");
        ci.Write(".infrar-project.json", """{"server":"https://elsewhere.invalid","project":"shop"}""");
        ci.Variables["INFRAR_TOKEN"] = "infrar_secret";

        var said = await ci.RunAsync(["projects", "show"]);

        Assert.Contains("SRV006", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_does_not_go_over_plain_http_to_another_machine()
    {
        using var ada = new Person("http://infrar.example.com", "Ada");

        var said = await ada.RunAsync(
            ["login", ada.Server, "--email", ada.Email, "--password-stdin"],
            piped: Person.Password
        );

        Assert.Contains("SRV010", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_forgets_and_the_other_server_stays()
    {
        using var ada = await platform.SignedInAsync("Ada");
        var refresh = Kept(ada)["refreshToken"]!.ToString();

        await ada.DoAsync("logout");

        Assert.DoesNotContain(refresh, File.ReadAllText(ada.SignIns), StringComparison.Ordinal);
        Assert.Contains("SRV001", (await ada.RunAsync(["whoami"])).Error, StringComparison.Ordinal);
        Assert.Contains(
            "SRV003",
            (await ada.RunAsync(["whoami", "--server", ada.Server])).Error,
            StringComparison.Ordinal
        );
    }

    private static void AssertOwn(string path, UnixFileMode more)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | more, File.GetUnixFileMode(path));
        }
    }

    private static JsonObject Kept(Person person) => Read(person)["servers"]![person.Server]!.AsObject();

    private static JsonNode Read(Person person) => JsonNode.Parse(File.ReadAllText(person.SignIns))!;

    private static void Expire(Person person) =>
        Change(person, kept => kept["accessUntil"] = "2020-01-01T00:00:00+00:00");

    private static void Change(Person person, Action<JsonObject> change)
    {
        var all = Read(person);
        change(all["servers"]![person.Server]!.AsObject());
        File.WriteAllText(person.SignIns, all.ToJsonString());
    }

    private static async Task<Said> ProcessAsync(Person person, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "infrar"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = person.Folder,
        };
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(person.Folder, "config");
        start.Environment["INFRAR_DEBUG"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Said(process.ExitCode, await output, await error);
    }
}
