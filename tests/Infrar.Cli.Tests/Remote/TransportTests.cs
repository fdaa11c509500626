using System.Net;
using Infrar.Cli.Remote;
using Infrar.Testing.Servers;

namespace Infrar.Cli.Tests.Remote;

public sealed class TransportTests(RunningPlatform platform)
{
    [Theory]
    [InlineData(429, 3, false, 1, true)]
    [InlineData(429, null, false, 1, true)]
    [InlineData(429, 61, true, 1, false)]
    [InlineData(429, 3, false, 5, false)]
    [InlineData(503, 3, false, 1, true)]
    [InlineData(503, null, false, 1, false)]
    [InlineData(503, null, true, 1, true)]
    [InlineData(502, null, true, 1, true)]
    [InlineData(502, null, false, 1, false)]
    [InlineData(500, 3, true, 1, false)]
    [InlineData(404, 3, true, 1, false)]
    public void An_answer_is_asked_for_again_where_that_does_no_harm(
        int status,
        int? seconds,
        bool isRepeatable,
        int attempt,
        bool expected
    )
    {
        var asked = seconds is { } s ? TimeSpan.FromSeconds(s) : (TimeSpan?)null;

        var wait = Retry.After((HttpStatusCode)status, asked, isRepeatable, attempt, share: 1);

        Assert.Equal(expected, wait is not null);
        Assert.True(wait is null || asked is null || wait >= asked);
    }

    [Theory]
    [InlineData("infrar.example.com", "https://infrar.example.com")]
    [InlineData("https://infrar.example.com/", "https://infrar.example.com")]
    [InlineData("https://example.com/infrar/", "https://example.com/infrar")]
    [InlineData("localhost:8080", "http://localhost:8080")]
    [InlineData("127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("HTTPS://Infrar.Example.com", "https://infrar.example.com")]
    public void An_address_has_one_form(string typed, string expected)
    {
        Assert.True(ServerAddress.TryParse(typed, out var address));
        Assert.Equal(expected, address.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp://example.com")]
    [InlineData("https://ada:secret@example.com")]
    [InlineData("https://example.com?x=1")]
    [InlineData("not an address")]
    public void What_is_no_address_is_refused(string typed) => Assert.False(ServerAddress.TryParse(typed, out _));

    [Fact]
    public async Task A_reading_survives_a_lost_connection()
    {
        var server = await platform.ServerAsync();
        // The second one breaks within its head, the third within its body.
        await using var lossy = new LossyProxy(
            server.Port,
            n =>
                n switch
                {
                    2 => 20,
                    3 => 900,
                    _ => null,
                }
        );
        using var ada = await ThroughAsync(lossy);

        var said = await ada.RunAsync(["api", "GET", "/openapi/v1.json", "--anonymous"]);

        Assert.True(said.ExitCode is 0, said.Error);
        Assert.Contains("\"openapi\"", said.Output, StringComparison.Ordinal);
        Assert.True(lossy.Connections > 3);
    }

    [Fact]
    public async Task A_lost_answer_makes_nothing_twice()
    {
        var server = await platform.ServerAsync();
        // 1 signs in. 2 asks for the team to be made: it is, and the answer is lost.
        await using var lossy = new LossyProxy(server.Port, n => n is 2 ? 10 : null);
        using var ada = await ThroughAsync(lossy);

        await ada.DoAsync("teams", "create", "Once");

        var teams = await ada.JsonAsync("teams", "list");
        Assert.Single(teams.EnumerateArray(), t => t.GetProperty("name").GetString() is "Once");
    }

    [Fact]
    public async Task What_may_have_happened_is_not_done_again()
    {
        var server = await platform.ServerAsync();
        await using var lossy = new LossyProxy(server.Port, n => n is 2 ? 10 : null);
        using var ada = await ThroughAsync(lossy);

        var said = await ada.RunAsync(["tokens", "create", "CI", "--scope", "projects:read"]);

        Assert.Equal(1, said.ExitCode);
        Assert.Contains("error SRV004", said.Error, StringComparison.Ordinal);
        Assert.Single((await ada.JsonAsync("tokens", "list")).EnumerateArray());
    }

    [Fact]
    public async Task Too_many_requests_are_waited_for()
    {
        Assert.SkipWhen(PlatformServer.Missing is not null, PlatformServer.Missing ?? "");
        string[] limits = ["--Limits:PerAddress=1", "--Limits:WindowSeconds=4"];
        await using var server = await PlatformServer.StartAsync(
            RunningPlatform.Program,
            limits,
            TestContext.Current.CancellationToken
        );
        using var ada = new Person(server.Address, "Ada");
        ada.Variables["INFRAR_DEBUG"] = "1";

        var said = new List<Said>();
        for (var i = 0; i < 10 && !said.Any(s => s.Error.Contains(" 429", StringComparison.Ordinal)); i++)
        {
            said.Add(await ada.RunAsync(["api", "GET", "/openapi/v1.json", "--anonymous", "--server", ada.Server]));
        }

        Assert.Contains(said, s => s.Error.Contains(" 429", StringComparison.Ordinal));
        Assert.All(said, s => Assert.Equal(0, s.ExitCode));
    }

    [Fact]
    public async Task No_server_is_a_problem_of_its_own()
    {
        using var ada = new Person($"http://127.0.0.1:{Programs.FreePort()}", "Ada");

        var said = await ada.RunAsync(["status", "--server", ada.Server]);

        Assert.Equal(1, said.ExitCode);
        Assert.Contains("error SRV004: The server does not answer", said.Error, StringComparison.Ordinal);
    }

    // Somebody with an account whose computer sees the server through the proxy; signing in took its first connection.
    private async Task<Person> ThroughAsync(LossyProxy lossy)
    {
        var direct = (await platform.ServerAsync()).Address;
        var person = new Person(lossy.Address, "Ada");
        string[] line =
        [
            "account",
            "create",
            "--server",
            direct,
            "--email",
            person.Email,
            "--name",
            "Ada",
            "--password-stdin",
        ];
        Assert.Equal(0, (await person.RunAsync(line, piped: Person.Password)).ExitCode);
        await person.SignInAsync();
        return person;
    }
}
